import type { Credential } from '../credential/credential.ts';
import type { Engine } from '../engine.ts';
import type { PreparedLayout } from '../page/layout.ts';
import type { Attachment } from '../page/pdf/attachment.ts';
import { describe } from '../page/pdf/description.ts';
import { type PdfPress, preparePdf } from '../page/pdf/press.ts';
import { Repertoire } from '../page/pdf/repertoire.ts';
import type { FurtherSealer } from '../page/pdf/signature.ts';
import type { FontSet } from '../page/placed.ts';
import { COMMITMENT_REASONS } from '../sealing/commitment.ts';
import { preparePdfSealer } from '../sealing/pades.ts';
import type { Seal } from '../sealing/seal.ts';
import type { Timestamper } from '../sealing/timestamp.ts';
import { SEALED_FORMATS, type SealedFile, sealedFile } from './sealed-file.ts';

/** What sets and seals the pages of a batch. */
export interface PrintPlan {
  readonly layout: PreparedLayout;
  readonly fonts: FontSet;
  readonly seal: Seal;
  readonly timestamper?: Timestamper | undefined;
  readonly engine: Engine;
  readonly specimens: readonly Credential[];
  /** Partners whose seals are to follow, in their order. */
  readonly furtherSealers?: readonly FurtherSealer[] | undefined;
  /** The sealed data that travel inside, in the order of the document's associated files. */
  readonly inside: readonly Inside[];
}

export interface Inside {
  /** A file of its own has the same bytes. */
  readonly format: keyof typeof INSIDE;
  readonly make: (credential: Credential) => Promise<Uint8Array>;
}

/**
 * How they are related to the page (ISO 32000-2 Table 43). Source: the whole credential, from which the page was made.
 * Data: what the page shows, for programs that read ELMO; it does not have all that the page was made from.
 */
const INSIDE = {
  json: { name: 'credential.json', called: 'European Digital Credential', relationship: 'Source' },
  'vc-jwt': { name: 'credential.jwt', called: 'Verifiable Credential', relationship: 'Source' },
  xml: { name: 'credential.xml', called: 'ELMO', relationship: 'Data' },
} as const;

/**
 * Makes PDFs of the page in the primary language, with the sealed data inside. The fonts are made ready with the first:
 * whoever lets others print needs none.
 */
export function preparePrinting(plan: PrintPlan) {
  const { layout, seal, timestamper, engine, inside, furtherSealers } = plan;
  const sealer = preparePdfSealer(seal, engine, timestamper);
  let pdf: PdfPress | undefined;

  async function attach({ format, make }: Inside, credential: Credential): Promise<Attachment> {
    const { called, ...how } = INSIDE[format];
    return {
      ...how,
      mediaType: SEALED_FORMATS[format].mediaType,
      bytes: await make(credential),
      description: `${called} ${credential.serial}`,
      modifiedAt: credential.issuedAt,
    };
  }

  return async (credential: Credential): Promise<readonly [SealedFile]> => {
    pdf ??= pressOf(plan);
    const document = describe(credential);
    const { pages, varying } = layout.layOut(credential, credential.languages[0]);
    const unsealed = pdf.write({
      pages,
      varying,
      document,
      // Sealed before the page is, whose seal then covers them too.
      attachments: await Promise.all(inside.map((one) => attach(one, credential))),
      seal: {
        contentsLength: sealer.contentsLength,
        name: document.author,
        // EN 319 142-1 clause 6.3: Reason, or the attribute commitment-type-indication, never both.
        reason: COMMITMENT_REASONS.origin[document.language],
        ...(furtherSealers && { furtherSealers }),
      },
    });
    const { bytes, sha256 } = await sealer.sealHashed(unsealed);
    return [sealedFile('pdf', bytes, engine, sha256)];
  };
}

function pressOf({ layout, fonts, engine, specimens }: PrintPlan): PdfPress {
  const repertoire = new Repertoire();
  for (const one of specimens) repertoire.add(layout.layOut(one, one.languages[0]).pages);
  return preparePdf({ fonts: repertoire.facesIn(fonts), codePoints: repertoire.of, engine });
}
