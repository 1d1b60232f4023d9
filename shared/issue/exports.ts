import type { Credential } from '../credential/credential.ts';
import { elmo } from '../formats/elmo.ts';
import { writeJson } from '../formats/json.ts';
import { sdJwtClaims } from '../formats/sd-jwt/claims.ts';
import { verifiableCredential } from '../formats/vc/credential.ts';
import { done, type Outcome, type Problem, refused } from '../problem.ts';
import { COMMITMENT_REASONS } from '../sealing/commitment.ts';
import { prepareDataIntegritySealer } from '../sealing/data-integrity.ts';
import { prepareClearJsonSealer } from '../sealing/edc-jws.ts';
import { prepareSdJwtSealer } from '../sealing/sd-jwt.ts';
import { prepareVcSealer, type VcSealer } from '../sealing/vc-jwt.ts';
import { prepareXmlSealer } from '../sealing/xades.ts';
import type { ExportName } from '../template/exports.ts';
import { prepareBadges, prepareLearnerRecords } from './badge.ts';
import { oncePerCredential } from './once.ts';
import type { ExportPlan, Make } from './plan.ts';
import { preparePrinting } from './printed-credential.ts';
import { SEALED_FORMATS, type SealedFormat, sealedFile } from './sealed-file.ts';

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

  'vc-jwt': (plan) => done(verifiable('vc-jwt', plan, prepareVcSealer(plan.seal, plan.engine))),

  'vc-di'(plan) {
    const sealer = prepareDataIntegritySealer(plan.seal);
    return sealer.ok ? done(verifiable('vc-di', plan, sealer.value)) : sealer;
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
export function prepareExports(names: readonly ExportName[], plan: ExportPlan): Outcome<readonly Make[]> {
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

function one(
  format: SealedFormat,
  { engine }: ExportPlan,
  make: (credential: Credential) => Promise<Uint8Array>,
): Make {
  return async (credential) => [sealedFile(format, await make(credential), engine)];
}

/** Both ways of securing start from the same bytes. */
const verifiableBytes = oncePerCredential((credential) => writeJson(verifiableCredential(credential)));

function verifiable(format: SealedFormat, plan: ExportPlan, sealer: VcSealer): Make {
  return one(format, plan, (credential) =>
    sealer.seal(verifiableBytes(credential), { at: credential.issuedAt }),
  );
}
