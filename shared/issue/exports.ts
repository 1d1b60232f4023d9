import type { Credential } from '../credential/credential.ts';
import { sdJwtClaims } from '../formats/sd-jwt/claims.ts';
import type { Language } from '../language.ts';
import { done, type Outcome, type Problem, refused } from '../problem.ts';
import { prepareDataIntegritySealer } from '../sealing/data-integrity.ts';
import { prepareClearJsonSealer } from '../sealing/edc-jws.ts';
import { prepareSdJwtSealer } from '../sealing/sd-jwt.ts';
import type { ExportName } from '../template/exports.ts';
import { prepareBadges, prepareLearnerRecords } from './badge.ts';
import { prepareElmo } from './elmo.ts';
import type { ExportPlan, Make } from './plan.ts';
import { type Inside, preparePrinting } from './printed-credential.ts';
import { type SealedFormat, sealedFile } from './sealed-file.ts';
import { prepareVerifiableCredential } from './verifiable-credential.ts';

/** Makes ready an export, or says why this seal cannot make it: `format.key-unsupported`. */
type PrepareExport = (plan: ExportPlan) => Outcome<Make>;

const EXPORTS: Readonly<Record<ExportName, PrepareExport>> = {
  pdf: (plan) => done(preparePrinting(plan)),

  elmo: (plan) => done(one('xml', plan, plan.elmo)),

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
  shared: Omit<ExportPlan, 'inside' | 'vc' | 'elmo'>,
): Outcome<readonly Make[]> {
  const vc = prepareVerifiableCredential(shared.seal, shared.engine, shared.didWeb);
  const forms = { vc, elmo: prepareElmo(shared) };
  const plan: ExportPlan = { ...shared, ...forms, inside: insideOf(names, { ...shared, ...forms }) };
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
 * What travels inside a PDF. The European Digital Credential, unless the Verifiable Credential is made and it is not: its
 * pictures of the page are most of the work, and the page is there. ELMO beside it where the batch makes it: sealed for
 * nothing but this, it would cost one more signature of the key for each learner.
 */
function insideOf(
  names: readonly ExportName[],
  { edc, vc, elmo }: Omit<ExportPlan, 'inside'>,
): readonly Inside[] {
  const verifiable = names.includes('vc-jwt') && !names.some((name) => PICTURED.includes(name));
  const source: Inside = verifiable
    ? { format: 'vc-jwt', make: vc.sealed }
    : { format: 'json', make: edc.sealed };
  return names.includes('elmo') ? [source, { format: 'xml', make: elmo }] : [source];
}
