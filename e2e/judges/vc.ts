import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { nodeEngine } from '../../electron/engine.ts';
import type { Credential } from '../../shared/credential/credential.ts';
import { sampleCredential } from '../../shared/credential/sample-credential.ts';
import { sampleVariants } from '../../shared/credential/sample-variants.ts';
import { writeJson } from '../../shared/formats/json.ts';
import { readVerifiableCredential } from '../../shared/formats/vc/check.ts';
import { verifiableCredential } from '../../shared/formats/vc/credential.ts';
import { galleryTemplate } from '../../shared/gallery/gallery.ts';
import { CONTENT_LANGUAGES, LANGUAGES, type Language } from '../../shared/language.ts';
import type { SealAlgorithmName } from '../../shared/sealing/algorithms.ts';
import { writePem } from '../../shared/sealing/certificate.ts';
import { controllerDocument } from '../../shared/sealing/controller-document.ts';
import { prepareDataIntegritySealer } from '../../shared/sealing/data-integrity.ts';
import { makeSampleSeal, type SampleSeal } from '../../shared/sealing/sample-seal.ts';
import { prepareVcSealer, type VcSealer } from '../../shared/sealing/vc-jwt.ts';
import { specimenOf } from '../../shared/template/specimen.ts';
import { readAnswers } from './answers.ts';
import { randomCredentials } from './elm/property.ts';
import type { Line, Trial } from './hearing.ts';
import { missingPython, runPython } from './python.ts';

/** Of every seal, how many files are spoiled in each way. */
const SPOILED = 3;
const AT = '2026-06-30T10:15:00Z';

interface Secured {
  readonly what: string;
  readonly algorithms: readonly SealAlgorithmName[];
  readonly ending: string;
  sealer(seal: SampleSeal): VcSealer;
  /** Changes of what is sealed, each of which the judge must notice. */
  readonly spoils: Readonly<Record<string, (text: string) => string>>;
}

const letter = (text: string, at: number): string =>
  `${text.slice(0, at)}${text.charAt(at) === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;

const SECURED: readonly Secured[] = [
  {
    what: 'JOSE',
    algorithms: ['ES256', 'ES384', 'ES512', 'RS256', 'PS256'],
    ending: '.jwt',
    sealer: (seal) => prepareVcSealer(seal, nodeEngine),
    spoils: {
      'a letter of the header': (text) => letter(text, 60),
      'a letter of the payload': (text) => letter(text, (text.indexOf('.') + text.lastIndexOf('.')) >> 1),
      'a letter of the seal value': (text) => letter(text, text.lastIndexOf('.') + 12),
    },
  },
  {
    what: 'Data Integrity',
    algorithms: ['ES256', 'ES384'],
    ending: '.json',
    sealer: (seal) => {
      const sealer = prepareDataIntegritySealer(seal);
      if (!sealer.ok) throw new Error('the seal’s key is not supported');
      return sealer.value;
    },
    spoils: {
      'a letter of the id': (text) => text.replace('"id":"urn:uuid:', '"id":"urn:uuie:'),
      'a second of the proof': (text) =>
        text.replace('"created":"2026-06-30T10:15:00', '"created":"2026-06-30T10:15:01'),
      'a letter of the proof value': (text) => letter(text, text.indexOf('"proofValue":"z') + 24),
    },
  },
];

/** The W3C's schema and contexts lie beside the repository; they are not ours to hand on. */
const REFERENCE = join(import.meta.dirname, '../../../shared/reference/vc');

/** Languages of content that are no official ones of the Union. */
const BEYOND_THE_UNION = CONTENT_LANGUAGES.filter((language) => !LANGUAGES.some((one) => one === language));

async function writtenIn(language: Language): Promise<Credential> {
  const id = `https://halcyon.example/id/courses/${language}`;
  const drawn = specimenOf(await galleryTemplate('badge', [language], id), AT, false);
  if (!drawn.ok) throw new Error(`${language}: ${drawn.problems[0].code}`);
  return drawn.value;
}

/** Credentials made at random, beside every kind and format that the model knows. */
const RANDOM = 150;

/**
 * Verifiable Credentials sealed with every algorithm, before a judge that shares no code with us (jwcrypto, PyLD,
 * cryptography, jsonschema); and spoiled ones, which it must refuse. Whatever our own check accepts it must accept.
 */
export const verifiableCredentials: Trial = {
  name: 'Verifiable Credentials',
  missing: async () =>
    existsSync(join(REFERENCE, 'vc-data-model')) ? missingPython() : `the W3C’s data is not in ${REFERENCE}`,
  async *hear(scratch) {
    const random = randomCredentials(RANDOM, 2026);
    const northern = await Promise.all(BEYOND_THE_UNION.map(writtenIn));
    const credentials = [sampleCredential, ...northern, ...Object.values(sampleVariants), ...random];
    for (const secured of SECURED) {
      for (const [turn, algorithm] of secured.algorithms.entries()) {
        const seal = await makeSampleSeal(algorithm);
        // Every algorithm gets its share of the credentials.
        const share = credentials.filter((_, index) => index % secured.algorithms.length === turn);
        const folder = join(scratch, `vc-${secured.what.replaceAll(' ', '-')}-${algorithm}`);
        yield* hear(secured, seal, share, folder);
      }
    }
  },
};

async function* hear(
  secured: Secured,
  seal: SampleSeal,
  credentials: readonly Credential[],
  folder: string,
): AsyncGenerator<Line> {
  await mkdir(folder, { recursive: true });
  const judge = `VC ${secured.what} ${seal.algorithm.name}`;
  const sealer = secured.sealer(seal);
  const files: string[] = [];
  const spoiled: string[] = [];
  const failures: string[] = [];
  for (const [index, credential] of credentials.entries()) {
    const status = { listUrl: 'https://halcyon.example/status/1', index };
    const bytes = writeJson(verifiableCredential({ ...credential, status }));
    const name = `${String(index + 1).padStart(3, '0')}${secured.ending}`;
    const read = await readVerifiableCredential(bytes);
    if (!read.ok) failures.push(`${name}: our own check says ${JSON.stringify(read.problems)}`);
    const sealed = await sealer.seal(bytes, { at: AT });
    files.push(join(folder, name));
    await writeFile(join(folder, name), sealed);
    if (index >= SPOILED) continue;
    for (const [what, spoil] of Object.entries(secured.spoils)) {
      const text = Buffer.from(sealed).toString();
      if (spoil(text) === text) throw new Error(`nothing to spoil: ${what}`);
      const file = join(folder, `${what.replaceAll(' ', '-')}-${name}`);
      await writeFile(file, spoil(text));
      spoiled.push(file);
    }
    // Sealed rightly, and still not to be accepted.
    const file = join(folder, `unknown-term-${name}`);
    const text = Buffer.from(bytes).toString().replaceAll('"hasClaim":{"id"', '"hasClaims":{"id"');
    if (secured.what === 'JOSE') {
      await writeFile(file, await sealer.seal(Buffer.from(text), { at: AT }));
      spoiled.push(file);
    }
  }
  const controllers = join(folder, 'controllers.json');
  const issuers = new Set(credentials.flatMap(({ issuer, award }) => [issuer.id, award.awardingBody.id]));
  const documents = await Promise.all([...issuers].map((issuer) => controllerDocument(seal, issuer)));
  await writeFile(controllers, JSON.stringify(documents));
  const root = join(folder, 'root.pem');
  await writeFile(root, writePem(seal.root));
  const args = ['--reference', REFERENCE, '--root', root, '--controllers', controllers];

  const start = performance.now();
  const refused = (await judged(args, files)).filter(({ ok }) => !ok);
  failures.push(...refused.map(({ file, messages }) => `${basename(file)}: ${messages.join('; ')}`));
  yield {
    judge,
    what: 'made here',
    passed: files.length - failures.length,
    failures,
    seconds: (performance.now() - start) / 1000,
  };
  const again = performance.now();
  const passes = (await judged(args, spoiled)).filter(({ ok }) => ok);
  yield {
    judge,
    what: 'one letter changed',
    passed: spoiled.length - passes.length,
    failures: passes.map(({ file }) => `passes ${basename(file)}`),
    seconds: (performance.now() - again) / 1000,
  };
}

interface Answer {
  readonly file: string;
  readonly ok: boolean;
  readonly messages: readonly string[];
}

const judged = async (args: readonly string[], files: readonly string[]): Promise<readonly Answer[]> => {
  const ran = await runPython('vc/validate.py', [...args, ...files]);
  // Its exit code 1 says that some file does not conform, which the answers say as well.
  const heard = ran.code === 1 && ran.out !== '' ? { ...ran, code: 0 } : ran;
  return readAnswers<Answer>('vc/validate.py', files, heard);
};
