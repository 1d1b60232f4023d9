/** What Europe keeps apart: a credential is one or the other. */
export const CREDENTIAL_KINDS = ['micro-credential', 'degree'] as const;

export type CredentialKind = (typeof CREDENTIAL_KINDS)[number];

/**
 * What providers call their micro-credentials. A name only: whatever it is called, Council Recommendation
 * 2022/C 243/02 asks the same of it.
 */
export const MICRO_CREDENTIAL_FORMATS = [
  'academic-credit',
  'alternative-credential',
  'boot-camp',
  'certificate',
  'complement-to-degree',
  'digital-badge',
  'micro-certificate',
  'micromasters',
  'nano-degree',
  'professional-certificate',
  'sequence-of-courses',
  'stand-alone-unit',
  'verified-certificate',
] as const;

export type MicroCredentialFormat = (typeof MICRO_CREDENTIAL_FORMATS)[number];
