import { decodeBase64 } from '../sealing/base64.ts';

/** The forms of sealed files that are told apart and judged. */
export type SealedKind =
  | 'pdf'
  | 'xml'
  | 'json'
  | 'vc-jwt'
  | 'vc-di'
  | 'sd-jwt'
  | 'badge-jwt'
  | 'badge-png'
  | 'badge-svg';

/**
 * By the first bytes, never by the name: `%PDF-`, PNG's signature, `<`, `{`, or the base64url of `{"` with which a
 * compact JWS begins; which of those it is says its header, and of JSON its proof.
 */
export function kindOf(bytes: Uint8Array): SealedKind | 'unknown' {
  const start = latin.decode(bytes.subarray(0, 1024)).replace(/^\u00ef\u00bb\u00bf/, '');
  if (start.startsWith('%PDF-')) return 'pdf';
  if (start.startsWith('\u0089PNG\r\n')) return 'badge-png';
  const first = start.trimStart();
  if (first.startsWith('<')) return /<svg[\s>]/.test(first) ? 'badge-svg' : 'xml';
  if (first.startsWith('{')) return hasDataIntegrityProof(bytes) ? 'vc-di' : 'json';
  return first.startsWith('eyJ') ? kindOfToken(bytes) : 'unknown';
}

/** Its proof names its type; inside a JWS the name would be encoded, or its quotation marks escaped. */
function hasDataIntegrityProof(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(QUOTE); at !== -1; at = bytes.indexOf(QUOTE, at + 1)) {
    if (PROOF.every((octet, place) => bytes[at + place] === octet)) return true;
  }
  return false;
}

const QUOTE = 0x22;
const PROOF = new TextEncoder().encode('"DataIntegrityProof"');

// Not the decoder's windows-1252, which knows no byte 0x89.
const latin = { decode: (bytes: Uint8Array) => String.fromCharCode(...bytes) };

/** By `typ`; what is said by no type is a JWS and no more. */
function kindOfToken(bytes: Uint8Array): SealedKind {
  const end = bytes.indexOf(FULL_STOP);
  const header = decodeBase64(new TextDecoder().decode(bytes.subarray(0, end)).trimStart(), 'base64url');
  const [, typ = ''] =
    /"typ"\s*:\s*"(?:application\/)?([^"]*)"/i.exec(new TextDecoder().decode(header)) ?? [];
  return KINDS[typ.toLowerCase()] ?? 'json';
}

const FULL_STOP = 0x2e;
const KINDS: Readonly<Partial<Record<string, SealedKind>>> = {
  'vc+jwt': 'vc-jwt',
  'dc+sd-jwt': 'sd-jwt',
  'vc+sd-jwt': 'sd-jwt',
  jwt: 'badge-jwt',
};
