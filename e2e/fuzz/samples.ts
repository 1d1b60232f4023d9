import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeEngine } from '../../electron/engine.ts';
import { makeSealedSample } from '../../electron/seals/sample-sealed-pdf.ts';
import { sampleCredential } from '../../shared/credential/sample-credential.ts';
import { elmo } from '../../shared/formats/elmo.ts';
import { writeJson } from '../../shared/formats/json.ts';
import { verifiableCredential } from '../../shared/formats/vc/credential.ts';
import { prepareJsonSealer } from '../../shared/sealing/jades.ts';
import { prepareVcSealer } from '../../shared/sealing/vc-jwt.ts';
import { prepareXmlSealer } from '../../shared/sealing/xades.ts';
import { prepareTrust, type Trust } from '../../shared/verifying/trust.ts';

export const FUZZED = ['pdf', 'xml', 'json', 'p12'] as const;
export type Fuzzed = (typeof FUZZED)[number];

/** Files to spoil. The first `own` of each kind are sealed by a seal that `trust` believes at `at`. */
export interface Samples {
  readonly files: Readonly<Record<Fuzzed, readonly Uint8Array[]>>;
  readonly own: Readonly<Record<Exclude<Fuzzed, 'p12'>, number>>;
  readonly trust: Trust;
  readonly at: Date;
}

const REFERENCE = join(import.meta.dirname, '../../../shared/reference/signatures');
/** Larger ones cost time and show nothing new. */
const LARGEST = 120_000;

export async function makeSamples(): Promise<Samples> {
  const { sealed, pki, seal, made } = await makeSealedSample();
  const at = '2026-03-02T09:00:00Z';
  const json = writeJson(verifiableCredential(sampleCredential));
  const jades = prepareJsonSealer(seal, nodeEngine);
  const xades = prepareXmlSealer(seal, nodeEngine);
  const facts = { at, id: 'urn:uuid:2f1c1c58-7d0f-4f0a-9b6e-3a5de2b0c001', mediaType: 'text/xml' };
  const xml = await Promise.all(
    (['1.7', '2.0'] as const).map((edition) => xades.seal(elmo(sampleCredential, edition), facts)),
  );
  return {
    files: {
      pdf: [sealed, ...(await others('pades/dss', 'pades/pyhanko', 'attack-examples/pdf'))],
      xml: [...xml, ...(await others('xades/dss', 'attack-examples/xml'))],
      json: [
        await jades.seal(json, { at, contentType: 'vc+ld+json' }),
        await prepareVcSealer(seal, nodeEngine).seal(json, { at }),
        ...(await others('jades', 'attack-examples/jades')),
      ],
      p12: [await pki.pkcs12('a test'), ...(await others('p12')).filter((file) => file[0] === 0x30)],
    },
    own: { pdf: 1, xml: xml.length, json: 2 },
    trust: prepareTrust({ roots: [pki.root], crls: pki.crls }),
    at: new Date(made.getTime() + 24 * 3_600_000),
  };
}

/** Other people's files, where they are at hand. */
async function others(...folders: readonly string[]): Promise<readonly Uint8Array[]> {
  const found: Uint8Array[] = [];
  for (const folder of folders.map((name) => join(REFERENCE, name))) {
    if (!existsSync(folder)) continue;
    for (const name of (await readdir(folder)).sort()) {
      const bytes = new Uint8Array(await readFile(join(folder, name)));
      if (bytes.length <= LARGEST) found.push(bytes);
    }
  }
  return found;
}
