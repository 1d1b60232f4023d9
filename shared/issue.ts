import { missingElements } from './credential/check.ts';
import type { Credential } from './credential/credential.ts';
import type { Engine } from './engine.ts';
import { prepareEuropeanCredential } from './issue/european-credential.ts';
import { languagesShown, prepareExports } from './issue/exports.ts';
import { oncePerCredential } from './issue/once.ts';
import type { SealedFile } from './issue/sealed-file.ts';
import type { Language } from './language.ts';
import { readFonts } from './page/fonts.ts';
import type { Hyphenation } from './page/hyphenation.ts';
import { prepareLayout } from './page/layout.ts';
import { type CodeTextOf, designForKey } from './page/layout-code.ts';
import { facesFor } from './page/own-fonts.ts';
import type { FurtherSealer } from './page/pdf/signature.ts';
import type { FontSet } from './page/placed.ts';
import { pageProblems, rememberPages } from './page/remember.ts';
import { prepareSheetImages } from './page/sheet-images.ts';
import { done, type Outcome, type Problem } from './problem.ts';
import { certificateText, type PackedProof, proofLink, proofText } from './proof/code-text.ts';
import { preparePaperProof } from './proof/paper.ts';
import { codeKeyOf } from './proof/stand-in.ts';
import { prepareJsonSealer } from './sealing/jades.ts';
import type { Seal } from './sealing/seal.ts';
import type { Timestamper } from './sealing/timestamp.ts';
import type { PageDesign } from './template/design.ts';
import { DEFAULT_EXPORTS, type EdcProfileChoice, type ExportName } from './template/exports.ts';

export type { SealedFile, SealedFormat } from './issue/sealed-file.ts';

/** Everything prepared once for a batch; `issue` makes one learner's files. */
export interface Press {
  /** All of them from the one credential: the same serial, status and date of issuing. @throws StudioFault */
  issue(credential: Credential): Promise<Issued>;
  /** Everything but the seal: what would stop this credential. `languages` are those that its exports show when untold. */
  check(credential: Credential, languages?: readonly Language[]): readonly Problem[];
}

export type Issued =
  | { readonly ok: true; readonly files: readonly SealedFile[] }
  | { readonly ok: false; readonly problems: readonly [Problem, ...Problem[]] };

export interface PressPlan {
  readonly design: PageDesign;
  /** As the template has them. */
  readonly exports?: readonly ExportName[] | undefined;
  readonly edcProfile?: EdcProfileChoice | undefined;
  readonly badgeImage?: string | undefined;
  readonly didWeb?: string | undefined;
  readonly fonts: FontSet;
  /** Without it words stay whole. */
  readonly hyphenation?: Hyphenation | undefined;
  readonly seal: Seal;
  /** Raises PAdES, XAdES and JAdES to level T. */
  readonly timestamper?: Timestamper | undefined;
  /** Partners whose seals are to follow, in their order. */
  readonly furtherSealers?: readonly FurtherSealer[] | undefined;
  readonly engine: Engine;
  /**
   * Credentials that together show every character of the batch: the fonts embedded hold what these pages set. A
   * character met later is added then, at the price of building the fonts again.
   */
  readonly specimens: readonly Credential[];
}

/**
 * Makes ready all that the learners of a batch share: layout, fonts, images, the forms of the seals.
 * Problems: `format.key-unsupported` for every export that this seal cannot make, and `badge.…` for a picture of no use.
 */
export function preparePress(plan: PressPlan): Outcome<Press> {
  const { seal, engine, exports = DEFAULT_EXPORTS } = plan;
  const faces = facesFor(plan.design, plan.fonts);
  const fonts = readFonts(faces, plan.hyphenation);
  const paper = preparePaperProof(seal, engine);
  const proofs = new WeakMap<Credential, PackedProof>();
  const [specimen] = plan.specimens;
  if (specimen) {
    // Specimens are looked at for their letters, and a code has none.
    const proof = paper.imitate(specimen);
    for (const each of plan.specimens) proofs.set(each, proof);
  }
  const certificate = certificateText(seal.chain[0], engine);
  const textOf: CodeTextOf = (credential, { holds, verifyPage = '' }) => {
    if (holds === 'certificate') return certificate;
    const proof = proofs.get(credential) ?? paper.imitate(credential);
    return holds === 'link' ? proofLink(proof, verifyPage) : proofText(proof);
  };
  const layout = rememberPages(
    prepareLayout(designForKey(plan.design, codeKeyOf(seal.certificate)), fonts, textOf),
  );
  const images = prepareSheetImages(layout, fonts, engine);
  const edc = prepareEuropeanCredential(
    images,
    prepareJsonSealer(seal, engine, plan.timestamper, plan.furtherSealers && 'origin'),
    plan.edcProfile,
  );
  const prepared = prepareExports(exports, { ...plan, fonts: faces, layout, edc });
  if (!prepared.ok) return prepared;
  const makes = prepared.value;
  const dataProblems = oncePerCredential((credential) => [
    ...missingElements(credential),
    ...outsideCertificate(credential, seal),
  ]);
  const check: Press['check'] = (credential, languages = languagesShown(exports, credential)) => [
    ...dataProblems(credential),
    ...pageProblems(layout, credential, languages),
  ];
  return done({ check, issue });

  async function issue(credential: Credential): Promise<Issued> {
    const amiss = dataProblems(credential);
    // Before its page is laid out, so that it need not be imitated; a page checked before draws its code only now.
    if (amiss.length === 0 && languagesShown(exports, credential).length > 0)
      proofs.set(credential, await paper.make(credential));
    const [problem, ...more] = amiss.length > 0 ? amiss : check(credential);
    if (problem) return { ok: false, problems: [problem, ...more] };
    const files = await Promise.all(makes.map((make) => make(credential)));
    return { ok: true, files: files.flat() };
  }
}

/** A claimed time outside the certificate's own makes every verifier doubt the seal. */
function outsideCertificate({ issuedAt }: Credential, { certificate }: Seal): readonly Problem[] {
  const at = Date.parse(issuedAt);
  if (at >= certificate.notBefore.getTime() && at <= certificate.notAfter.getTime()) return [];
  const from = certificate.notBefore.toISOString().slice(0, 10);
  const until = certificate.notAfter.toISOString().slice(0, 10);
  return [{ code: 'credential.outside-certificate', facts: { issuedAt, from, until } }];
}
