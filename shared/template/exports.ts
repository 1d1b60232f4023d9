import type { Decode } from './decode.ts';
import { oneOf, some } from './decode.ts';

/** What a credential can be handed out as; `docs/decisions/0015-exports.md` says what each is for. */
export const EXPORT_NAMES = [
  'pdf',
  'elmo',
  'edc',
  'edc-jws',
  'edc-upload',
  'vc-jwt',
  'vc-di',
  'open-badge',
  'clr',
  'sd-jwt',
] as const;

export type ExportName = (typeof EXPORT_NAMES)[number];

/** A page to hand over, and the same in the two sealed data formats of European mobility. */
export const DEFAULT_EXPORTS: readonly ExportName[] = ['pdf', 'elmo', 'edc'];

/**
 * Application profiles of European Digital Credentials that nothing in the credential decides: those of accreditation
 * and mandate follow from their evidence.
 */
export const EDC_PROFILES = ['edc-generic-full', 'edc-generic-no-cv'] as const;

export type EdcProfileChoice = (typeof EDC_PROFILES)[number];

const named = some(oneOf(...EXPORT_NAMES));

/** At least one, none twice. */
export const exportNames: Decode<readonly ExportName[]> = (json, place) => {
  const names = named(json, place);
  const twice = names?.findIndex((name, index) => names.indexOf(name) < index) ?? -1;
  return twice < 0 ? names : place.at(twice).wrong(`≠ ${names?.[twice]}`);
};
