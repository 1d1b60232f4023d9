import { missingElements } from './credential/check.ts';
import type { Credential } from './credential/credential.ts';
import type { Engine } from './engine.ts';
import { elmCredential, type PageImage } from './formats/elm.ts';
import { elmo } from './formats/elmo.ts';
import { writeJson } from './formats/json.ts';
import { readFonts } from './page/fonts.ts';
import { preparePageImages } from './page/image.ts';
import { prepareLayout } from './page/layout.ts';
import { describe } from './page/pdf/description.ts';
import { preparePdf } from './page/pdf/press.ts';
import { Repertoire } from './page/pdf/repertoire.ts';
import type { FontSet } from './page/placed.ts';
import { pageProblems, rememberPages } from './page/remember.ts';
import type { Problem } from './problem.ts';
import { prepareJsonSealer } from './sealing/jades.ts';
import { preparePdfSealer } from './sealing/pades.ts';
import type { Seal } from './sealing/seal.ts';
import { prepareXmlSealer } from './sealing/xades.ts';
import type { PageDesign } from './template/design.ts';

/** One file of one credential, sealed and ready to be written. */
export interface SealedFile {
  readonly format: SealedFormat;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

export type SealedFormat = 'pdf' | 'xml' | 'json';

/** Everything prepared once for a batch; `issue` makes one learner's files. */
export interface Press {
  /** @throws StudioFault when the key fails. */
  issue(credential: Credential): Promise<Issued>;
  /** Everything but the seal: what would stop this credential. */
  check(credential: Credential): readonly Problem[];
}

export type Issued =
  | { readonly ok: true; readonly files: readonly SealedFile[] }
  | { readonly ok: false; readonly problems: readonly [Problem, ...Problem[]] };

export interface PressPlan {
  readonly design: PageDesign;
  readonly fonts: FontSet;
  readonly seal: Seal;
  readonly engine: Engine;
  /**
   * Credentials that together show every character of the batch: the fonts embedded hold what these pages set. A
   * character met later is added then, at the price of building the fonts again.
   */
  readonly specimens: readonly Credential[];
}

/** Pixels; 120 to the inch across an upright A4 page, enough to read the smallest print. */
const IMAGE_WIDTH = 992;
const MEDIA_TYPES: Readonly<Record<SealedFormat, string>> = {
  pdf: 'application/pdf',
  xml: 'text/xml',
  json: 'application/jose+json',
};

/** Makes ready all that the learners of a batch share: layout, fonts, images, the forms of the three seals. */
export function preparePress({ design, fonts: fontSet, seal, engine, specimens }: PressPlan): Press {
  const fonts = readFonts(fontSet);
  const layout = rememberPages(prepareLayout(design, fonts));
  const images = preparePageImages(layout, fonts, engine, { width: IMAGE_WIDTH });
  const repertoire = new Repertoire();
  for (const one of specimens) repertoire.add(layout.layOut(one, one.languages[0]).pages);
  const pdf = preparePdf({ fonts: repertoire.facesIn(fontSet), codePoints: repertoire.of, engine });
  const pdfSealer = preparePdfSealer(seal, engine);
  const xmlSealer = prepareXmlSealer(seal, engine);
  const jsonSealer = prepareJsonSealer(seal, engine);

  return { check, issue };

  function check(credential: Credential): readonly Problem[] {
    return [
      ...missingElements(credential),
      ...outsideCertificate(credential, seal),
      ...pageProblems(layout, credential),
    ];
  }

  async function issue(credential: Credential): Promise<Issued> {
    const [problem, ...more] = check(credential);
    if (problem) return { ok: false, problems: [problem, ...more] };
    const [xml, [json, pdf]] = await Promise.all([
      sealXml(credential),
      sealJson(credential).then(async (json) => [json, await sealPdf(credential, json)] as const),
    ]);
    return { ok: true, files: [file('pdf', pdf), file('xml', xml), file('json', json)] };
  }

  /** The European Digital Credential with a picture of its page in every language. */
  function sealJson(credential: Credential): Promise<Uint8Array> {
    const pages = credential.languages.map(
      (language): PageImage => ({ language, page: 1, ...images.draw(credential, language) }),
    );
    const payload = writeJson(elmCredential(credential, pages));
    return jsonSealer.seal(payload, { at: credential.issuedAt, contentType: 'application/ld+json' });
  }

  /** The page in the primary language, with the sealed data inside. */
  function sealPdf(credential: Credential, json: Uint8Array): Promise<Uint8Array> {
    const document = describe(credential);
    const unsealed = pdf.write({
      pages: layout.layOut(credential, credential.languages[0]).pages,
      document,
      attachments: [
        {
          name: 'credential.json',
          mediaType: MEDIA_TYPES.json,
          bytes: json,
          relationship: 'Source',
          description: `European Digital Credential ${credential.serial}`,
          modifiedAt: credential.issuedAt,
        },
      ],
      seal: { contentsLength: pdfSealer.contentsLength, name: document.author },
    });
    return pdfSealer.seal(unsealed);
  }

  function sealXml(credential: Credential): Promise<Uint8Array> {
    const facts = { at: credential.issuedAt, id: credential.id, mediaType: MEDIA_TYPES.xml };
    return xmlSealer.seal(elmo(credential), facts);
  }

  function file(format: SealedFormat, bytes: Uint8Array): SealedFile {
    const digest = engine.hash('SHA-256', bytes);
    const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
    return { format, mediaType: MEDIA_TYPES[format], bytes, sha256 };
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
