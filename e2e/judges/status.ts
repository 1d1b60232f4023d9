import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCredential, createList, decodeList } from '@digitalbazaar/vc-bitstring-status-list';
import { createHeaderAndPayload, getListFromStatusListJWT, StatusList } from '@sd-jwt/jwt-status-list';
import { compactVerify, importX509 } from 'jose';
import { nodeEngine } from '../../electron/engine.ts';
import { askHere } from '../../electron/port.ts';
import { openRegister } from '../../electron/register/register.ts';
import { makeDemoSeal } from '../../electron/seals/demo-seal.ts';
import { makeVerifier } from '../../electron/studio/verify-file.ts';
import { openStudio } from '../../electron/studio.ts';
import { readStatusFile } from '../../shared/answer/status-file.ts';
import type { Outcome } from '../../shared/problem.ts';
import { encodeBase64 } from '../../shared/sealing/base64.ts';
import { writePem } from '../../shared/sealing/certificate.ts';
import { prepareCompactSealer } from '../../shared/sealing/compact-jws.ts';
import { makeSampleSeal } from '../../shared/sealing/sample-seal.ts';
import { prepareVcSealer } from '../../shared/sealing/vc-jwt.ts';
import { prepareTrust } from '../../shared/verifying/trust.ts';
import type { Line, Trial } from './hearing.ts';

const EXAMPLE = join(import.meta.dirname, '../../examples/university');
const DAY = 24 * 60 * 60 * 1000;
const PLACES = 131_072;
/** What is done to the first four learners' credentials. */
const FATES = ['revoked', 'suspended', 'superseded', 'valid'] as const;

/**
 * Status lists: ours read by Digital Bazaar's library (W3C Bitstring Status List) and by the OpenWallet Foundation's (IETF
 * Token Status List), theirs read by us, place by place; and what the verifier says of each credential by our lists.
 */
export const statusLists: Trial = {
  name: 'Status lists',
  missing: async () => undefined,
  async *hear(scratch) {
    const folder = join(scratch, 'status');
    const published = await publish(folder);
    yield await timed('W3C library, ours', (failures) => readByW3c(published, failures));
    yield await timed('IETF library, ours', (failures) => readByIetf(published, failures));
    yield await timed('ours, W3C library', readTheirBitstring);
    yield await timed('ours, IETF library', readTheirTokens);
    yield await timed('what is told', (failures) => readAnswers(published, failures));
  },
};

async function timed(what: string, judge: (failures: string[]) => Promise<number>): Promise<Line> {
  const [start, failures] = [performance.now(), [] as string[]];
  const judged = await judge(failures);
  const seconds = (performance.now() - start) / 1000;
  return { judge: 'Status lists', what, passed: judged - failures.length, failures, seconds };
}

interface Published {
  readonly root: string;
  readonly register: string;
  readonly bitstring: string;
  readonly token: string;
  /** By fate, in the order of FATES. */
  readonly credentials: readonly { readonly index: number; readonly file: string; readonly serial: string }[];
}

async function publish(folder: string): Promise<Published> {
  await mkdir(folder, { recursive: true });
  const organisation = { name: 'Halcyon University', identifier: 'VATEL-099999990', country: 'GR' };
  await makeDemoSeal(folder, { at: new Date(), password: 'status', organisation });
  const [headings = '', ...rows] = (await readFile(join(EXAMPLE, 'roster.csv'), 'utf8')).trim().split('\n');
  const template = JSON.parse(await readFile(join(EXAMPLE, 'template.json'), 'utf8')) as object;
  const at = (name: string) => join(folder, name);
  await writeFile(at('template.json'), JSON.stringify({ ...template, validMonths: 6 }));
  const ask = askHere(openStudio(() => {}, at('no-policy.json')));
  const seal = { seal: at('demo-seal.p12'), password: 'status' };
  const issue = async (learners: number, replaces?: readonly string[]) => {
    await writeFile(at('roster.csv'), [headings, ...rows.slice(0, learners)].join('\n'));
    const order = { template: at('template.json'), roster: at('roster.csv'), out: at('out'), dryRun: false };
    const why = { reason: 'error', ground: 'Decision 7/2026' } as const;
    kept(
      await ask('batch.issue', {
        ...{ ...order, ...seal, exports: ['vc-jwt', 'sd-jwt'] },
        ...(replaces && { replaces: { credentials: replaces, ...why } }),
      }),
    );
  };
  await issue(FATES.length);
  const register = at('out/register.sqlite');
  const opened = openRegister(register, { create: false });
  const entries = opened.find({ search: '', offset: 0, limit: 9 }).entries.toReversed();
  opened.close();
  const serials = entries.map(({ serial }) => serial);
  for (const [place, kind] of (['revoked', 'suspended'] as const).entries()) {
    const credentials = [serials[place] ?? ''];
    kept(
      await ask('register.change', { register, kind, credentials, reason: 'error', ground: 'Decision 7' }),
    );
  }
  await issue(3, [serials[2] ?? '']);
  const lists = kept(await ask('status.publish', { register, ...seal, out: at('lists'), days: 30 }));
  const [bitstring = '', token = ''] = ['.vc.jwt', '.statuslist.jwt'].map((ending) =>
    lists.files.find((file) => file.endsWith(ending)),
  );
  const credentials = await Promise.all(
    entries.map(async ({ serial, files }) => {
      const name = files.find(({ format }) => format === 'vc-jwt')?.name ?? '';
      const file = at(`out/credentials/${name}`);
      const { credentialStatus } = payloadOf(await readFile(file, 'utf8')) as {
        readonly credentialStatus: { readonly statusListIndex: string };
      };
      return { serial, file, index: Number(credentialStatus.statusListIndex) };
    }),
  );
  return { root: at('demo-root.pem'), register, bitstring, token, credentials };
}

function kept<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value;
}

function payloadOf(jwt: string): unknown {
  return JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());
}

/** By a library that shares no code with us. */
async function verified(jwt: string): Promise<unknown> {
  const { alg, x5c } = JSON.parse(Buffer.from(jwt.split('.')[0] ?? '', 'base64url').toString()) as {
    readonly alg: string;
    readonly x5c: readonly [string];
  };
  const key = await importX509(writePem(new Uint8Array(Buffer.from(x5c[0], 'base64'))), alg);
  return JSON.parse(Buffer.from((await compactVerify(jwt, key)).payload).toString());
}

async function readByW3c({ bitstring, credentials }: Published, failures: string[]): Promise<number> {
  const list = (await verified(await readFile(bitstring, 'utf8'))) as {
    readonly credentialSubject: { readonly encodedList: string };
  };
  const read = await decodeList(list.credentialSubject);
  if (read.length !== PLACES) failures.push(`${read.length} places`);
  const set = new Set(credentials.slice(0, 3).map(({ index }) => index));
  for (let place = 0; place < PLACES; place++)
    if (read.getStatus(place) !== set.has(place)) failures.push(`place ${place}: ${read.getStatus(place)}`);
  return PLACES;
}

async function readByIetf({ token, credentials }: Published, failures: string[]): Promise<number> {
  const jwt = await readFile(token, 'utf8');
  await verified(jwt);
  const read = getListFromStatusListJWT(jwt);
  const values = [1, 2, 1, 0];
  const told = new Map(credentials.map(({ index }, place) => [index, values[place]]));
  for (let place = 0; place < PLACES; place++)
    if (read.getStatus(place) !== (told.get(place) ?? 0))
      failures.push(`place ${place}: ${read.getStatus(place)}`);
  return PLACES;
}

/** Every seventh place, and those at the ends. */
const isSet = (place: number) => place % 7 === 3 || place === PLACES - 1;

async function readTheirBitstring(failures: string[]): Promise<number> {
  const seal = await makeSampleSeal('ES256');
  let judged = 0;
  for (const [statusPurpose, state] of [
    ['revocation', 'revoked'],
    ['suspension', 'suspended'],
  ] as const) {
    const list = await createList({ length: PLACES });
    for (let place = 0; place < PLACES; place++) list.setStatus(place, isSet(place));
    const id = 'https://registry.example/status/1';
    const made = await createCredential({ id, list, statusPurpose });
    const credential = { ...made, issuer: 'https://registry.example/', validFrom: '2026-02-01T00:00:00Z' };
    const bytes = new TextEncoder().encode(JSON.stringify(credential));
    const jwt = await prepareVcSealer(seal, nodeEngine).seal(bytes, { at: '2026-02-01T00:00:00Z' });
    const read = await readStatusFile(
      jwt,
      prepareTrust({ roots: [seal.root] }),
      new Date('2026-03-01'),
      nodeEngine,
    );
    for (let place = 0; place < PLACES; place++, judged++) {
      const own = read?.at(place, statusPurpose);
      if (own !== (isSet(place) ? state : 'valid')) failures.push(`${statusPurpose} ${place}: ${own}`);
    }
  }
  return judged;
}

async function readTheirTokens(failures: string[]): Promise<number> {
  const seal = await makeSampleSeal('ES256');
  const trust = prepareTrust({ roots: [seal.root] });
  const STATES = ['valid', 'revoked', 'suspended'] as const;
  let judged = 0;
  for (const bits of [1, 2, 4, 8] as const) {
    const values = Array.from({ length: 4096 }, (_, place) => place % (bits === 1 ? 2 : 3));
    const payload = {
      iss: 'https://registry.example/',
      sub: 'https://registry.example/status/1',
      iat: 1_770_000_000,
    };
    const made = createHeaderAndPayload(new StatusList(values, bits), payload, {
      alg: 'ES256',
      typ: 'statuslist+jwt',
    });
    const header = { ...made.header, x5c: seal.chain.map(encodeBase64) };
    const bytes = new TextEncoder().encode(JSON.stringify(made.payload));
    const jwt = await prepareCompactSealer(seal, header).seal(bytes, '2026-02-02T00:00:00Z');
    const read = await readStatusFile(jwt, trust, new Date('2026-03-01'), nodeEngine);
    for (const [place, value] of values.entries()) {
      judged++;
      if (read?.at(place) !== STATES[value]) failures.push(`${bits} bits, ${place}: ${read?.at(place)}`);
    }
  }
  return judged;
}

async function readAnswers(published: Published, failures: string[]): Promise<number> {
  const { root, register, bitstring, credentials } = published;
  const verifier = makeVerifier(nodeEngine, () => join(root, '..', 'data'));
  let judged = 0;
  const told = async (file: string, at: Date, expected: string, more: object) => {
    judged++;
    const { reason } = kept(await verifier.verify({ file, trust: [root], ...more }, at));
    if (reason !== expected) failures.push(`${file}: ${reason} instead of ${expected}`);
  };
  const now = new Date();
  const [revoked, suspended, superseded, valid] = credentials.map(({ file }) => file) as [
    string,
    string,
    string,
    string,
  ];
  const lists = { statusLists: [bitstring] };
  // The bitstring has one bit: what is suspended is refused by it as what is revoked.
  await told(revoked, now, 'credential-revoked', lists);
  await told(suspended, now, 'credential-revoked', lists);
  await told(superseded, now, 'credential-revoked', lists);
  await told(valid, now, 'passed', lists);
  await told(revoked, now, 'credential-revoked', { register });
  await told(suspended, now, 'credential-suspended', { register });
  await told(superseded, now, 'credential-superseded', { register });
  await told(valid, now, 'passed', { register });
  await told(valid, new Date(now.getTime() + 200 * DAY), 'credential-expired', lists);
  // An old list still says what was revoked.
  await told(revoked, new Date(now.getTime() + 60 * DAY), 'credential-revoked', lists);
  return judged;
}
