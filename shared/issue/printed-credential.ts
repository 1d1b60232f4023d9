import type { Credential } from '../credential/credential.ts';
import type { Engine } from '../engine.ts';
import type { PreparedLayout } from '../page/layout.ts';
import { describe } from '../page/pdf/description.ts';
import { type PdfPress, preparePdf } from '../page/pdf/press.ts';
import { Repertoire } from '../page/pdf/repertoire.ts';
import type { FurtherSealer } from '../page/pdf/signature.ts';
import type { FontSet } from '../page/placed.ts';
import { COMMITMENT_REASONS } from '../sealing/commitment.ts';
import { preparePdfSealer } from '../sealing/pades.ts';
import type { Seal } from '../sealing/seal.ts';
import type { Timestamper } from '../sealing/timestamp.ts';
import { SEALED_FORMATS } from './sealed-file.ts';

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
  /** The sealed data that travel inside. */
  readonly inside: Inside;
}

export interface Inside {
  /** A file of its own has the same bytes. */
  readonly format: 'json' | 'vc-jwt';
  readonly make: (credential: Credential) => Promise<Uint8Array>;
}

const INSIDE = {
  json: { name: 'credential.json', called: 'European Digital Credential' },
  'vc-jwt': { name: 'credential.jwt', called: 'Verifiable Credential' },
} as const;

/**
 * Makes PDFs of the page in the primary language, with the sealed data inside. The fonts are made ready with the first:
 * whoever lets others print needs none.
 */
export function preparePrinting(plan: PrintPlan) {
  const { layout, seal, timestamper, engine, inside, furtherSealers } = plan;
  const sealer = preparePdfSealer(seal, engine, timestamper);
  let pdf: PdfPress | undefined;

  const { name, called } = INSIDE[inside.format];

  return async (credential: Credential): Promise<Uint8Array> => {
    pdf ??= pressOf(plan);
    const document = describe(credential);
    const { pages, varying } = layout.layOut(credential, credential.languages[0]);
    const unsealed = pdf.write({
      pages,
      varying,
      document,
      attachments: [
        {
          name,
          mediaType: SEALED_FORMATS[inside.format].mediaType,
          bytes: await inside.make(credential),
          relationship: 'Source',
          description: `${called} ${credential.serial}`,
          modifiedAt: credential.issuedAt,
        },
      ],
      seal: {
        contentsLength: sealer.contentsLength,
        name: document.author,
        // EN 319 142-1 clause 6.3: Reason, or the attribute commitment-type-indication, never both.
        reason: COMMITMENT_REASONS.origin[document.language],
        ...(furtherSealers && { furtherSealers }),
      },
    });
    return sealer.seal(unsealed);
  };
}

function pressOf({ layout, fonts, engine, specimens }: PrintPlan): PdfPress {
  const repertoire = new Repertoire();
  for (const one of specimens) repertoire.add(layout.layOut(one, one.languages[0]).pages);
  return preparePdf({ fonts: repertoire.facesIn(fonts), codePoints: repertoire.of, engine });
}
