import type { Engine } from '../engine.ts';
import { hexOf } from '../hexadecimal.ts';

/** One file of one credential, ready to be written. */
export interface SealedFile {
  readonly format: SealedFormat;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/** How each is written: `extension` follows the learner's file name and belongs to one format only. */
export const SEALED_FORMATS = {
  pdf: { extension: 'pdf', mediaType: 'application/pdf' },
  xml: { extension: 'xml', mediaType: 'text/xml' },
  /** European Digital Credential, JAdES baseline B. */
  json: { extension: 'json', mediaType: 'application/jose+json' },
  /** European Digital Credential as the official samples are sealed. */
  'edc-jws': { extension: 'edc.jsonld', mediaType: 'application/jose+json' },
  /** European Digital Credential without a seal, for those who seal elsewhere; the only format that proves nothing. */
  'edc-upload': { extension: 'upload.json', mediaType: 'application/ld+json' },
  'vc-jwt': { extension: 'vc.jwt', mediaType: 'application/vc+jwt' },
  'vc-di': { extension: 'vc.json', mediaType: 'application/vc' },
  'badge-jwt': { extension: 'badge.jwt', mediaType: 'application/vc+jwt' },
  /** Comprehensive Learner Record: a stack and its parts. */
  'clr-jwt': { extension: 'clr.jwt', mediaType: 'application/vc+jwt' },
  'badge-png': { extension: 'badge.png', mediaType: 'image/png' },
  'badge-svg': { extension: 'badge.svg', mediaType: 'image/svg+xml' },
  'sd-jwt': { extension: 'sd-jwt', mediaType: 'application/dc+sd-jwt' },
} as const satisfies Readonly<Record<string, { readonly extension: string; readonly mediaType: string }>>;

export type SealedFormat = keyof typeof SEALED_FORMATS;

/** By what follows the first full stop of a file's name, where the names of learners' files have no other. */
export function formatOfName(name: string): SealedFormat | undefined {
  const [, ...endings] = name.toLowerCase().split('.');
  const extension = endings.join('.');
  return NAMES.find((format) => SEALED_FORMATS[format].extension === extension);
}

const NAMES = Object.keys(SEALED_FORMATS) as readonly SealedFormat[];

/** @param sha256 of the bytes, where it is known already. */
export function sealedFile(
  format: SealedFormat,
  bytes: Uint8Array,
  engine: Engine,
  sha256: Uint8Array = engine.hash('SHA-256', bytes),
): SealedFile {
  return { format, mediaType: SEALED_FORMATS[format].mediaType, bytes, sha256: hexOf(sha256) };
}
