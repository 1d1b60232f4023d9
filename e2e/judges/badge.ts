import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { nodeEngine } from '../../electron/engine.ts';
import type { Credential } from '../../shared/credential/credential.ts';
import { sampleCredential } from '../../shared/credential/sample-credential.ts';
import { sampleVariants } from '../../shared/credential/sample-variants.ts';
import { openBadge } from '../../shared/formats/badge/achievement-credential.ts';
import { prepareOven } from '../../shared/formats/badge/bake.ts';
import { checkBadge } from '../../shared/formats/badge/check.ts';
import type { BadgeImage } from '../../shared/formats/badge/image.ts';
import { type BadgeSealer, prepareBadgeSealer } from '../../shared/sealing/badge-jwt.ts';
import { writePem } from '../../shared/sealing/certificate.ts';
import { makeSampleSeal, type SampleSeal } from '../../shared/sealing/sample-seal.ts';
import { readAnswers } from './answers.ts';
import { randomCredentials } from './elm/property.ts';
import type { Line, Trial } from './hearing.ts';
import { missingPython, runPython } from './python.ts';

/** Of every seal, how many files are spoiled in each way. */
const SPOILED = 3;
/** Credentials made at random, beside every kind and format that the model knows. */
const RANDOM = 150;
const HOUR = 3_600_000;

/** 1EdTech's schema lies beside the repository; it is not ours to hand on. */
const SCHEMA = join(
  import.meta.dirname,
  '../../../shared/reference/ob3/schemas/ob_v3p0_achievementcredential_schema.json',
);

/**
 * Open Badges 3.0 with both algorithms the format knows, baked into PNG and SVG, before openbadgeslib's own verifier,
 * and their data before 1EdTech's JSON Schema; and spoiled ones, which the verifier must refuse.
 */
export const openBadges: Trial = {
  name: 'Open Badges',
  missing: async () => (existsSync(SCHEMA) ? missingPython() : `1EdTech’s schema is not at ${SCHEMA}`),
  async *hear(scratch) {
    const credentials = [
      sampleCredential,
      ...Object.values(sampleVariants),
      ...randomCredentials(RANDOM, 2026),
    ];
    yield await schema(credentials);
    for (const algorithm of ['ES256', 'RS256'] as const) {
      const folder = join(scratch, `badges-${algorithm}`);
      await mkdir(folder, { recursive: true });
      yield* verifier(folder, await makeSampleSeal(algorithm), credentials);
    }
  },
};

/** Every language of every credential. */
const schema = async (credentials: readonly Credential[]): Promise<Line> => {
  const start = performance.now();
  const ajv = new Ajv2019({ strict: false, formats: { 'date-time': true, date: true } });
  const fits = ajv.compile(JSON.parse(await readFile(SCHEMA, 'utf8')));
  const failures: string[] = [];
  let passed = 0;
  for (const [index, credential] of credentials.entries()) {
    for (const language of credential.languages) {
      const { json } = openBadge(credential, { engine: nodeEngine, language });
      if (fits(JSON.parse(new TextDecoder().decode(json)))) passed += 1;
      else failures.push(`credential ${index + 1} in ${language}: ${ajv.errorsText(fits.errors)}`);
    }
  }
  const seconds = (performance.now() - start) / 1000;
  return { judge: 'Open Badges schema', what: 'made here', passed, failures, seconds };
};

async function* verifier(
  folder: string,
  seal: SampleSeal,
  credentials: readonly Credential[],
): AsyncGenerator<Line> {
  const judge = `Open Badges ${seal.algorithm.name}`;
  const sealer = sealerOf(seal);
  const stranger = sealerOf(await makeSampleSeal(seal.algorithm.name));
  const good: Baked[] = [];
  const bad: Baked[] = [];
  const failures: string[] = [];
  for (const [index, told] of credentials.entries()) {
    // The verifier goes by the clock of the day.
    const credential = { ...told, issuedAt: instant(-HOUR), validUntil: instant(365 * 24 * HOUR) };
    const image = IMAGES[index % IMAGES.length] ?? PNG_IMAGE;
    const oven = prepareOven(image);
    if (!oven.ok) throw new Error('the judge’s own picture takes no badge');
    const ending = image === PNG_IMAGE ? 'png' : 'svg';
    const name = `${String(index + 1).padStart(3, '0')}.${ending}`;
    const at = credential.issuedAt;
    const badge = openBadge(credential, { engine: nodeEngine, image });
    const jwt = await sealer.seal(badge, { at });
    const bake = async (file: string, what: Uint8Array, learner = credential.learner.id): Promise<Baked> => {
      const path = join(folder, file);
      await writeFile(path, oven.value.bake(what));
      return { path, learner };
    };
    const own = await checkBadge(oven.value.bake(jwt), instant(0));
    if (own.length > 0) failures.push(`${name}: our own check says ${JSON.stringify(own)}`);
    good.push(await bake(name, jwt));
    if (index >= SPOILED * IMAGES.length) continue;
    const letter = jwt.indexOf(DOT) + 40;
    bad.push(
      await bake(`letter-of-payload-${name}`, changed(jwt, letter)),
      await bake(`letter-of-seal-${name}`, changed(jwt, jwt.lastIndexOf(DOT) + 12)),
      await bake(`other-key-${name}`, await stranger.seal(badge, { at })),
      await bake(`other-learner-${name}`, jwt, 'urn:uuid:00000000-0000-4000-8000-000000000000'),
      await bake(
        `other-issuer-${name}`,
        await sealer.seal(withClaim(badge, { iss: 'https://other.example' }), { at }),
      ),
      await bake(`not-yet-${name}`, await sealer.seal(withClaim(badge, { nbf: Date.now() }), { at })),
    );
  }
  const pubkey = join(folder, 'public-key.pem');
  await writeFile(pubkey, writePem(seal.certificate.publicKey.spki, 'PUBLIC KEY'));

  const start = performance.now();
  const refused = (await judged(pubkey, good)).filter(({ ok }) => !ok);
  failures.push(...refused.map(({ file, messages }) => `${basename(file)}: ${messages.join('; ')}`));
  const seconds = (performance.now() - start) / 1000;
  yield { judge, what: 'made here', passed: good.length - failures.length, failures, seconds };

  const again = performance.now();
  const passes = (await judged(pubkey, bad)).filter(({ ok }) => ok);
  yield {
    judge,
    what: 'spoiled',
    passed: bad.length - passes.length,
    failures: passes.map(({ file }) => `passes ${basename(file)}`),
    seconds: (performance.now() - again) / 1000,
  };
}

interface Baked {
  readonly path: string;
  readonly learner: string;
}

interface Answer {
  readonly file: string;
  readonly ok: boolean;
  readonly messages: readonly string[];
}

const judged = async (pubkey: string, badges: readonly Baked[]): Promise<readonly Answer[]> => {
  const lines = badges.map(({ path, learner }) => `${path}\t${learner}`);
  const ran = await runPython('badge/verify.py', ['--pubkey', pubkey], lines);
  return readAnswers<Answer>(
    'badge/verify.py',
    badges.map(({ path }) => path),
    ran,
  );
};

const sealerOf = (seal: SampleSeal): BadgeSealer => {
  const sealer = prepareBadgeSealer(seal, nodeEngine);
  if (!sealer.ok) throw new Error('the seal’s key is not supported');
  return sealer.value;
};

const withClaim = (badge: ReturnType<typeof openBadge>, claims: object) => ({
  ...badge,
  claims: { ...badge.claims, ...claims },
});

const DOT = 0x2e;

const changed = (jwt: Uint8Array, at: number): Uint8Array => {
  const copy = jwt.slice();
  copy[at] = copy[at] === 0x41 ? 0x42 : 0x41;
  return copy;
};

const instant = (fromNow: number): string =>
  new Date(Date.now() + fromNow).toISOString().replace(/\.\d+Z$/, 'Z');

interface Pngjs {
  readonly PNG: {
    readonly sync: { write(picture: { width: number; height: number; data: Uint8Array }): Uint8Array };
  };
}
const { PNG }: Pngjs = createRequire(import.meta.url)('pngjs');

const PNG_IMAGE: BadgeImage = {
  mediaType: 'image/png',
  bytes: new Uint8Array(PNG.sync.write({ width: 16, height: 16, data: Buffer.alloc(1024, 0x5a) })),
};

const SVG_IMAGE: BadgeImage = {
  mediaType: 'image/svg+xml',
  bytes: new TextEncoder().encode(
    '<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>\n',
  ),
};

const IMAGES = [PNG_IMAGE, SVG_IMAGE];
