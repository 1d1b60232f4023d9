import { nodeEngine } from '../../electron/engine.ts';
import { makeSealedSample } from '../../electron/seals/sample-sealed-pdf.ts';
import { sampleCredential } from '../../shared/credential/sample-credential.ts';
import { elmo } from '../../shared/formats/elmo.ts';
import { writeJson } from '../../shared/formats/json.ts';
import { verifiableCredential } from '../../shared/formats/vc/credential.ts';
import { prepareJsonSealer } from '../../shared/sealing/jades.ts';
import { prepareXmlSealer } from '../../shared/sealing/xades.ts';
import { prepareTrust } from '../../shared/verifying/trust.ts';
import { verifyFile } from '../../shared/verifying/verify.ts';

/** Files of each format, each under a seal of its own. */
const FILES = 3;

interface Sealed {
  readonly format: 'pdf' | 'xml' | 'json';
  readonly bytes: Uint8Array;
  readonly judge: (bytes: Uint8Array) => Promise<boolean>;
}

async function sealedFiles(): Promise<readonly Sealed[]> {
  const found: Sealed[] = [];
  const at = '2026-03-02T09:00:00Z';
  for (let number = 0; number < FILES; number++) {
    const { sealed, pki, seal, made } = await makeSealedSample();
    const trust = prepareTrust({ roots: [pki.root], crls: pki.crls });
    const asked = new Date(made.getTime() + 24 * 3_600_000);
    const judge = async (bytes: Uint8Array) =>
      (await verifyFile(bytes, trust, asked, nodeEngine)).verdict.indication === 'TOTAL-PASSED';
    const credential = { ...sampleCredential, serial: `${sampleCredential.serial}-${number}` };
    const id = `urn:uuid:2f1c1c58-7d0f-4f0a-9b6e-3a5de2b0c00${number}`;
    const xml = await prepareXmlSealer(seal, nodeEngine).seal(elmo(credential), {
      at,
      id,
      mediaType: 'text/xml',
    });
    const data = writeJson(verifiableCredential(credential));
    const json = await prepareJsonSealer(seal, nodeEngine).seal(data, { at, contentType: 'vc' });
    found.push(
      { format: 'pdf', bytes: sealed, judge },
      { format: 'xml', bytes: xml, judge },
      { format: 'json', bytes: json, judge },
    );
  }
  return found;
}

/**
 * Where a change is none, or none that the standard lets a seal see: letters of hexadecimal Contents written large
 * (ISO 32000-2 clause 7.3.4.3), the XML declaration (it is no node of Canonical XML), Ids of what is not signed, and the
 * name of a token (RFC 7515 clause 4.1.9 leaves `typ` to the application, but it is signed: none in JSON).
 */
function isFree({ format, bytes }: Sealed, at: number): boolean {
  if (format === 'json') return false;
  const text = Buffer.from(bytes).toString('latin1');
  if (format === 'xml') {
    const value = /<ds:SignatureValue( Id="[^"]*")/d.exec(text)?.indices?.[1];
    return at < text.indexOf('<elmo') || (value !== undefined && at >= value[0] && at < value[1]);
  }
  const [from, to] = /\/Contents ?(<[0-9a-f]+>)/d.exec(text)?.indices?.[1] ?? [0, 0];
  return at > from && at < to;
}

let passed = 0;
const failures: string[] = [];
for (const [number, sealed] of (await sealedFiles()).entries()) {
  const start = performance.now();
  const { format, bytes, judge } = sealed;
  if (!(await judge(bytes))) failures.push(`${format}: does not pass as it was sealed`);
  let free = 0;
  for (let at = 0; at < bytes.length; at++) {
    const changed = Uint8Array.from(bytes);
    // Another bit each time; with the first, a letter's case changes at every eighth byte.
    changed[at] = (changed[at] ?? 0) ^ (1 << ((at + number) % 8));
    if (!(await judge(changed))) passed++;
    else if (isFree(sealed, at)) free++;
    else failures.push(`${format} ${number}: passes with byte ${at} changed`);
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  process.stdout.write(
    `${format.padEnd(5)} ${bytes.length} bytes, ${free} of those left free pass, ${seconds} s\n`,
  );
}
for (const failure of failures.slice(0, 20)) process.stdout.write(`FAILED ${failure}\n`);
process.stdout.write(`${passed} passed, ${failures.length} failed\n`);
process.exitCode = failures.length === 0 && passed > 0 ? 0 : 1;
