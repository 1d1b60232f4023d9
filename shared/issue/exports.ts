import type { Credential } from '../credential/credential.ts';
import { elmo } from '../formats/elmo.ts';
import { sdJwtClaims } from '../formats/sd-jwt/claims.ts';
import type { Language } from '../language.ts';
import { done, type Outcome, type Problem, refused } from '../problem.ts';
import { COMMITMENT_REASONS } from '../sealing/commitment.ts';
import { prepareDataIntegritySealer } from '../sealing/data-integrity.ts';
import { prepareClearJsonSealer } from '../sealing/edc-jws.ts';
import { prepareSdJwtSealer } from '../sealing/sd-jwt.ts';
import { prepareXmlSealer } from '../sealing/xades.ts';
import type { ExportName } from '../template/exports.ts';
import { prepareBadges, prepareLearnerRecords } from './badge.ts';
import type { EuropeanCredential } from './european-credential.ts';
import type { ExportPlan, Make } from './plan.ts';
import { type Inside, preparePrinting } from './printed-credential.ts';
import { SEALED_FORMATS, type SealedFormat, sealedFile } from './sealed-file.ts';
import { type PreparedVerifiableCredential, prepareVerifiableCredential } from './verifiable-credential.ts';

/** Makes ready an export, or says why this seal cannot make it: `format.key-unsupported`. */
type PrepareExport = (plan: ExportPlan) => Outcome<Make>;

const EXPORTS: Readonly<Record<ExportName, PrepareExport>> = {
  pdf: (plan) => done(one('pdf', plan, preparePrinting(plan))),

  elmo(plan) {
    const { mediaType } = SEALED_FORMATS.xml;
    const sealer = prepareXmlSealer(plan.seal, plan.engine, plan.timestamper, {
      joint: plan.furtherSealers !== undefined,
      commitment: 'origin',
    });
    return done(
      one('xml', plan, (credential) =>
        sealer.seal(elmo(credential), {
          at: credential.issuedAt,
          id: credential.id,
          mediaType,
          reason: COMMITMENT_REASONS.origin[credential.languages[0]],
        }),
      ),
    );
  },

  edc: (plan) => done(one('json', plan, plan.edc.sealed)),

  'edc-jws'(plan) {
    const sealer = prepareClearJsonSealer(plan.seal, plan.engine, plan.timestamper);
    return done(
      one('edc-jws', plan, (credential) =>
        sealer.seal(plan.edc.payload(credential), {
          at: credential.issuedAt,
          contentType: 'application/ld+json',
        }),
      ),
    );
  },

  'edc-upload': (plan) => done(one('edc-upload', plan, async (credential) => plan.edc.payload(credential))),

  'vc-jwt': (plan) => done(one('vc-jwt', plan, plan.vc.sealed)),

  'vc-di'(plan) {
    const sealer = prepareDataIntegritySealer(plan.seal);
    if (!sealer.ok) return sealer;
    return done(
      one('vc-di', plan, (credential) =>
        sealer.value.seal(plan.vc.payload(credential), { at: credential.issuedAt }),
      ),
    );
  },

  'open-badge': prepareBadges,

  clr: prepareLearnerRecords,

  'sd-jwt'(plan) {
    const sealer = prepareSdJwtSealer(plan.seal, plan.engine);
    if (!sealer.ok) return sealer;
    return done(one('sd-jwt', plan, (credential) => sealer.value.seal(sdJwtClaims(credential))));
  },
};

/** All of `names`, or everything that keeps this seal from making them. */
export function prepareExports(
  names: readonly ExportName[],
  shared: Omit<ExportPlan, 'inside' | 'vc'>,
): Outcome<readonly Make[]> {
  const vc = prepareVerifiableCredential(shared.seal, shared.engine, shared.didWeb);
  const plan: ExportPlan = { ...shared, vc, inside: insideOf(names, shared.edc, vc) };
  const makes: Make[] = [];
  const problems: Problem[] = [];
  for (const name of names) {
    const prepared = EXPORTS[name](plan);
    if (prepared.ok) makes.push(prepared.value);
    else problems.push(...prepared.problems);
  }
  const [first, ...more] = problems;
  return first ? refused(first, ...more) : done(makes);
}

/** Those whose pages the exports show: a printed page is in the primary language, pictures, also those inside it, are in every one. */
export function languagesShown(names: readonly ExportName[], credential: Credential): readonly Language[] {
  if (names.some((name) => PICTURED.includes(name))) return credential.languages;
  if (!names.includes('pdf')) return [];
  return names.includes('vc-jwt') ? credential.languages.slice(0, 1) : credential.languages;
}

const PICTURED: readonly ExportName[] = ['edc', 'edc-jws', 'edc-upload'];

function one(
  format: SealedFormat,
  { engine }: ExportPlan,
  make: (credential: Credential) => Promise<Uint8Array>,
): Make {
  return async (credential) => [sealedFile(format, await make(credential), engine)];
}

/**
 * The European Digital Credential, unless the Verifiable Credential is made and it is not: its pictures of the page are
 * most of the work, and the page is there.
 */
function insideOf(
  names: readonly ExportName[],
  edc: EuropeanCredential,
  vc: PreparedVerifiableCredential,
): Inside {
  return names.includes('vc-jwt') && !names.some((name) => PICTURED.includes(name))
    ? { format: 'vc-jwt', make: vc.sealed }
    : { format: 'json', make: edc.sealed };
}
