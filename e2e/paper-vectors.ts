/**
 * Test vectors of the proof on paper, into docs/vectors/paper-proof: `node e2e/paper-vectors.ts`. Keys are made for them
 * and gone afterwards; what is public of them is in the vector. Whatever the keys do not decide comes out the same again.
 */
import { writeFile } from 'node:fs/promises';
import { nodeEngine } from '../electron/engine.ts';
import { sampleCredential } from '../shared/credential/sample-credential.ts';
import { type Cbor, CborTag, encodeCbor } from '../shared/proof/cbor.ts';
import { decodeCbor } from '../shared/proof/cbor-reader.ts';
import { claimsOf, encodeClaims } from '../shared/proof/claims.ts';
import { certificateText, packProof, proofLink, proofText } from '../shared/proof/code-text.ts';
import { preparePaperProof } from '../shared/proof/paper.ts';
import { makeSampleSeal, type SampleSeal } from '../shared/sealing/sample-seal.ts';
import { unzlib } from '../shared/zlib.ts';

const FOLDER = new URL('../docs/vectors/paper-proof/', import.meta.url);
const PAGE = 'https://verify.example.edu/';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

for (const [name, algorithm, rsaBits] of [
  ['es256', 'ES256'],
  ['es384', 'ES384'],
  ['rs256-2048', 'RS256', 2048],
  ['ps256-3072', 'PS256', 3072],
] as const) {
  const seal = await makeSampleSeal(algorithm, 'Vector of the proof on paper', rsaBits);
  const packed = await preparePaperProof(seal, nodeEngine).make(sampleCredential);
  const claims = claimsOf(sampleCredential);
  await write(name, {
    algorithm,
    claims: { ...claims, id: hex(claims.id) },
    payload: hex(encodeClaims(claims)),
    sign1: hex(unzlib(nodeEngine, packed, 65_536) ?? new Uint8Array()),
    text: proofText(packed),
    link: proofLink(packed, PAGE),
    certificate: base64(seal.chain[0]),
    certificateText: certificateText(seal.chain[0], nodeEngine),
  });
}

const seal = await makeSampleSeal('ES256', 'Vector of the proof on paper');
const stranger = await makeSampleSeal('ES256', 'Nobody’s seal');
const payload = encodeClaims(claimsOf(sampleCredential));
const other = encodeClaims(claimsOf({ ...sampleCredential, serial: 'HAL-2026-00043' }));
const sound = await sign(seal, payload);
const nameless = new Map([...(decodeCbor(payload) as ReadonlyMap<number, Cbor>)]);
nameless.set(
  -65537,
  new Map([...(nameless.get(-65537) as ReadonlyMap<number, Cbor>)].filter(([key]) => key !== 1)),
);
/** The map's head in two bytes where one holds it. */
const longer = Uint8Array.of(0xb8, (payload[0] ?? 0) & 0x1f, ...payload.subarray(1));
const wrongSum = packProof(join(sound), nodeEngine);
wrongSum[wrongSum.length - 1] = (wrongSum.at(-1) ?? 0) ^ 1;

await write('refused', [
  refused(
    'the payload is not the one that was signed',
    'signature-wrong',
    join({ ...sound, payload: other }),
  ),
  refused(
    'the header names an algorithm that the key cannot make',
    'signature-wrong',
    join(await sign(seal, payload, -257)),
  ),
  refused(
    'the certificate at hand is another one',
    'certificate-unknown',
    join(await sign(stranger, payload)),
  ),
  refused(
    'something stands in the unprotected header',
    'not-a-proof',
    join({ ...sound, unprotected: new Map([[4, new Uint8Array(1)]]) }),
  ),
  refused('the claims are not in the shortest form', 'not-a-proof', join(await sign(seal, longer))),
  refused('the family name is missing', 'not-a-proof', join(await sign(seal, encodeCbor(nameless)))),
  {
    why: 'the check value of zlib is wrong',
    refusal: 'not-a-proof',
    text: proofText(wrongSum),
    certificate: base64(seal.chain[0]),
  },
  {
    why: 'three characters of base45 stand for more than two bytes',
    refusal: 'not-a-proof',
    text: `${proofText(packProof(join(sound), nodeEngine)).slice(0, -3)}:::`,
    certificate: base64(seal.chain[0]),
  },
]);

interface Parts {
  readonly header: Uint8Array;
  readonly unprotected: ReadonlyMap<number, Cbor>;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
}

async function sign(by: SampleSeal, payload: Uint8Array, algorithm = by.algorithm.cose): Promise<Parts> {
  const thumbprint = nodeEngine.hash('SHA-256', by.chain[0]).subarray(0, 8);
  const header = encodeCbor(
    new Map<number, Cbor>([
      [1, algorithm],
      [16, 'application/cwt'],
      [34, [-15, thumbprint]],
    ]),
  );
  const signature = await by.sign(encodeCbor(['Signature1', header, new Uint8Array(), payload]));
  return { header, unprotected: new Map(), payload, signature };
}

function join({ header, unprotected, payload, signature }: Parts): Uint8Array {
  return encodeCbor(new CborTag(18, [header, unprotected, payload, signature]));
}

function refused(why: string, refusal: string, sign1: Uint8Array) {
  const text = proofText(packProof(sign1, nodeEngine));
  return { why, refusal, text, certificate: base64(seal.chain[0]) };
}

async function write(name: string, vector: unknown): Promise<void> {
  await writeFile(new URL(`${name}.json`, FOLDER), `${JSON.stringify(vector, null, 2)}\n`);
}
