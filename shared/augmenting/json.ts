import { encodeBase64, encodeBase64Url } from '../sealing/base64.ts';
import { archived } from '../verifying/json/check.ts';
import { type Jws, readJwsOfAll } from '../verifying/json/jws.ts';
import type { ValidationData } from '../verifying/validation-data.ts';
import { type Augmenter, CannotAugment, type FileToAugment } from './augmenter.ts';

/**
 * JAdES (ETSI TS 119 182-1 clause 5.3): elements are added at the end of `etsiU`, each in base64url, which keeps what an
 * archive time-stamp covers as it was written (clause 5.3.1).
 */
export const jsonAugmenter: Augmenter = {
  serves: 'seal',

  async stamp(file, timestamper) {
    // Clause 5.3.4: over the signature as it is written.
    const { signature } = jwsOf(file);
    const token = await timestamper.stamp(utf8.encode(encodeBase64Url(signature)));
    return withElements(file, [{ sigTst: containerOf(token) }]);
  },

  prove(file, { seals, timestamps }) {
    const parts: object[] = [];
    if (seals.certificates.length > 0) parts.push({ xVals: certificateValues(seals) });
    if (holdsRevocations(seals)) parts.push({ rVals: revocationValues(seals) });
    if (timestamps.certificates.length > 0 || holdsRevocations(timestamps)) {
      // Clause 5.3.6.1: what time-stamps are judged by.
      const xVals = timestamps.certificates.length > 0 && { xVals: certificateValues(timestamps) };
      const rVals = holdsRevocations(timestamps) && { rVals: revocationValues(timestamps) };
      parts.push({ tstVD: { ...xVals, ...rVals } });
    }
    return withElements(file, parts);
  },

  async archive(file, timestamper) {
    const { elements } = open(file);
    const stamped = archived(jwsOf(file), elements.join(''));
    if (!stamped) throw new CannotAugment();
    return withElements(file, [{ arcTst: containerOf(await timestamper.stamp(stamped)) }]);
  },
};

const utf8 = new TextEncoder();

function jwsOf({ bytes, seal }: FileToAugment): Jws {
  const jws = readJwsOfAll(bytes)[seal];
  if (!jws) throw new CannotAugment();
  return jws;
}

/** tstContainer (clause 5.4.3.3). */
function containerOf(token: Uint8Array): object {
  return { tstTokens: [{ val: encodeBase64(token) }] };
}

/** Clause 5.3.5.1. */
function certificateValues({ certificates }: ValidationData): readonly object[] {
  return certificates.map((der) => ({ x509Cert: { val: encodeBase64(der) } }));
}

function holdsRevocations({ crls, ocsps }: ValidationData): boolean {
  return crls.length + ocsps.length > 0;
}

/** Clause 5.3.5.3. */
function revocationValues({ crls, ocsps }: ValidationData): object {
  const values = (ders: readonly Uint8Array[]) => ders.map((der) => ({ val: encodeBase64(der) }));
  return {
    ...(crls.length > 0 && { crlVals: values(crls) }),
    ...(ocsps.length > 0 && { ocspVals: values(ocsps) }),
  };
}

interface Opened {
  readonly jws: Record<string, unknown>;
  /** What holds `protected` and `signature`: one of `signatures`, or the whole. */
  readonly signer: Record<string, unknown>;
  readonly elements: readonly string[];
}

/** The checked reader has refused what says one thing twice, so plain parsing loses nothing. */
function open({ bytes, seal }: FileToAugment): Opened {
  const text = new TextDecoder().decode(bytes);
  // Compact serialization has no room for anything unsigned.
  if (!text.trimStart().startsWith('{')) throw new CannotAugment();
  const jws = JSON.parse(text) as Record<string, unknown>;
  const signatures = Array.isArray(jws.signatures) ? (jws.signatures as unknown[]) : [jws];
  const signer = signatures[seal];
  if (!isRecord(signer)) throw new CannotAugment();
  const header = signer.header ?? {};
  const etsiU = (isRecord(header) && header.etsiU) ?? [];
  // Elements in clear would have to be written in the one canonical form their time-stamps name.
  if (!Array.isArray(etsiU) || !etsiU.every((one) => typeof one === 'string')) throw new CannotAugment();
  return { jws, signer, elements: etsiU };
}

function withElements(file: FileToAugment, added: readonly object[]): Uint8Array {
  if (added.length === 0) return file.bytes;
  const { jws, signer, elements } = open(file);
  const header = isRecord(signer.header) ? signer.header : {};
  const written = added.map((part) => encodeBase64Url(utf8.encode(JSON.stringify(part))));
  signer.header = { ...header, etsiU: [...elements, ...written] };
  return utf8.encode(JSON.stringify(jws));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
