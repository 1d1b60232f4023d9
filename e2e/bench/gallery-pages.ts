import { nodeEngine } from '../../electron/engine.ts';
import { loadFonts } from '../../electron/files/fonts.ts';
import { hyphenation } from '../../electron/files/hyphenation.ts';
import type { Credential } from '../../shared/credential/credential.ts';
import { type GALLERY_NAMES, galleryTemplate } from '../../shared/gallery/gallery.ts';
import type { Language } from '../../shared/language.ts';
import { readFonts } from '../../shared/page/fonts.ts';
import { prepareLayout } from '../../shared/page/layout.ts';
import type { Attachment } from '../../shared/page/pdf/attachment.ts';
import { describe } from '../../shared/page/pdf/description.ts';
import { preparePdf } from '../../shared/page/pdf/press.ts';
import { Repertoire } from '../../shared/page/pdf/repertoire.ts';
import { specimenOf } from '../../shared/template/specimen.ts';

/** One learner after another, each with a name, a number and a proof that no other has. */
export async function preparePages(
  name: (typeof GALLERY_NAMES)[number],
  attachments: readonly Attachment[] = [],
  language: Language = 'en',
): Promise<(at: number) => Uint8Array> {
  const set = loadFonts();
  const template = await galleryTemplate(name, [language], 'urn:uuid:6d1c9a52-0f5e-4b0a-9a37-3c1f2b8e7d44');
  const specimen = specimenOf(template, '2026-07-01T08:00:00Z', false);
  if (!specimen.ok) throw new Error(specimen.problems[0].code);
  const proof = ({ serial }: Credential) => `MC1:${serial}${PROOF.slice(Number(serial) % 400)}`;
  const layout = prepareLayout(template.page, readFonts(set, hyphenation), proof);
  const repertoire = new Repertoire().add(layout.layOut(named(specimen.value, 0), language).pages);
  const letters = new Set([...repertoire.of('sans'), ...[...ALPHABET].map((letter) => letter.charCodeAt(0))]);
  const press = preparePdf({
    fonts: repertoire.facesIn(set),
    codePoints: (face) => new Set([...repertoire.of(face), ...letters]),
    engine: nodeEngine,
  });
  return (at) => {
    const credential = named(specimen.value, at);
    const { pages, varying } = layout.layOut(credential, language);
    return press.write({ pages, varying, document: describe(credential), attachments }).bytes;
  };
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-: ';
/** As many characters of base45 as a P-256 proof has, and a little to cut from. */
const PROOF = Array.from({ length: 860 }, (_, at) => ALPHABET[(at * 7 + (at >> 3) * 13) % 26]).join('');

function named(specimen: Credential, at: number): Credential {
  const spelt = [0, 1, 2, 3, 4, 5]
    .map((place) => ALPHABET[26 + (Math.floor(at / 26 ** place) % 26)])
    .join('');
  const learner = { ...specimen.learner, fullName: `Anna ${spelt} Berg` };
  return { ...specimen, serial: String(at).padStart(7, '0'), learner };
}
