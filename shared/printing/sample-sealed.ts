import type { Engine } from '../engine.ts';
import type { Language } from '../language.ts';
import { readFonts } from '../page/fonts.ts';
import { preparePdf } from '../page/pdf/press.ts';
import { Repertoire } from '../page/pdf/repertoire.ts';
import type { FontSet, LaidOutPage } from '../page/placed.ts';
import { placeSymbol } from '../page/qr.ts';
import { encodeSymbol } from '../page/qr-symbol.ts';
import { Lettering } from './lettering.ts';
import { MILLIMETRE } from './rectangle.ts';

export interface SamplePage {
  readonly language?: Language;
  readonly pages?: number;
  /** Points. */
  readonly bleed?: number;
  /** What the code says, and where it stands in millimetres from the top left. */
  readonly code?: { readonly text: string; readonly x: number; readonly y: number };
}

/** A PDF as a template makes it, with a place for a signature and data inside, for tests. */
export function sampleSealed(
  learner: string,
  sample: SamplePage,
  { fonts, engine }: { readonly fonts: FontSet; readonly engine: Engine },
): Uint8Array {
  const lettering = new Lettering(readFonts(fonts));
  const { language = 'en', pages = 1, bleed } = sample;
  const laid = Array.from({ length: pages }, (_, at) =>
    pageOf(`${learner} ${at + 1}`, language, sample, lettering),
  ).map((page) => (bleed === undefined ? page : { ...page, bleed }));
  const press = preparePdf({
    fonts,
    codePoints: new Repertoire().add(laid).of,
    engine,
  });
  return press.write({
    pages: laid,
    document: { title: learner, language, author: 'Halcyon', createdAt: '2026-07-01T08:00:00Z', id: learner },
    attachments: [
      {
        name: 'credential.json',
        mediaType: 'application/json',
        bytes: new TextEncoder().encode('{"kept":"inside"}'),
        relationship: 'Source',
        description: '',
        modifiedAt: '2026-07-01T08:00:00Z',
      },
    ],
    seal: { contentsLength: 100, name: 'Halcyon' },
  }).bytes;
}

function pageOf(text: string, language: Language, { code }: SamplePage, lettering: Lettering): LaidOutPage {
  const letters = { text, font: 'sans', size: 20, colour: '#14233c' } as const;
  const place = code && { x: code.x * MILLIMETRE, y: code.y * MILLIMETRE, width: 100, height: 100 };
  const symbol = code && encodeSymbol(code.text);
  return {
    width: 595.28,
    height: 841.89,
    artifacts: [
      { kind: 'path', d: 'M -9 -9 L 605 -9 L 605 60 L -9 60 Z', fill: '#0b6e4f' },
      { kind: 'path', d: 'M 40 80 L 555 80 L 555 560 L 40 560 Z', stroke: '#1a3a6b', strokeWidth: 1.5 },
    ],
    content: [
      lettering.block('H1', language, letters, 60, 200),
      ...(place && symbol
        ? [
            {
              type: 'Figure' as const,
              language,
              alt: 'QR',
              marks: [
                {
                  kind: 'code' as const,
                  fill: '#000000',
                  draw: () => ({ ...symbol, ...placeSymbol(symbol.size, place) }),
                },
              ],
            },
          ]
        : []),
    ],
    seal: { x: 320, y: 620, width: 200, height: 80, name: 'Seal' },
  };
}
