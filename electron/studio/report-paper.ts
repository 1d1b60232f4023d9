import { randomUUID } from 'node:crypto';
import type { Engine } from '../../shared/engine.ts';
import type { Language } from '../../shared/language.ts';
import { type Fonts, readFonts } from '../../shared/page/fonts.ts';
import { preparePdf } from '../../shared/page/pdf/press.ts';
import type { LaidOutPage } from '../../shared/page/placed.ts';
import type { Say } from '../../shared/report/sheet.ts';
import { COMMITMENT_REASONS } from '../../shared/sealing/commitment.ts';
import { preparePdfSealer } from '../../shared/sealing/pades.ts';
import type { Seal } from '../../shared/sealing/seal.ts';
import { loadFonts } from '../files/fonts.ts';
import { type WordSpace, wordsIn } from '../files/words.ts';
import { instant } from './prepare-batch.ts';

/** A report of the desk's own, laid out, with the same for machines inside. */
export interface ReportPaper {
  readonly pages: readonly LaidOutPage[];
  readonly title: string;
  readonly language: Language;
  /** JSON. */
  readonly attachment: {
    readonly name: string;
    readonly description: string;
    readonly bytes: Uint8Array;
  };
  readonly engine: Engine;
  readonly now: Date;
  readonly seal: Seal | undefined;
}

/** PDF/A-3a and PDF/UA-1, sealed (PAdES) when there is a seal. */
export async function writePages(paper: ReportPaper): Promise<Uint8Array> {
  const { pages, title, language, attachment, engine, now, seal } = paper;
  const press = preparePdf({ fonts: bothFonts(), codePoints: codePointsOf(pages), engine });
  const createdAt = instant(now);
  const name = seal?.certificate.subject.organisation ?? seal?.certificate.subject.commonName ?? 'Sealwright';
  const inside = {
    ...attachment,
    mediaType: 'application/json',
    relationship: 'Source',
    modifiedAt: createdAt,
  } as const;
  const document = { title, language, author: name, createdAt, id: `urn:uuid:${randomUUID()}` };
  const order = { pages, document, attachments: [inside] };
  if (!seal) return press.write(order).bytes;
  const sealer = preparePdfSealer(seal, engine);
  const reason = COMMITMENT_REASONS.origin[language];
  return sealer.seal(
    press.write({ ...order, seal: { contentsLength: sealer.contentsLength, name, reason } }),
  );
}

export function reportFonts(): Fonts {
  return readFonts(bothFonts());
}

function bothFonts() {
  const { sans, 'sans-bold': bold } = loadFonts();
  return { sans, 'sans-bold': bold };
}

/** The words of some spaces, days and moments in them as the reader's language writes them. */
export function sayFrom(
  language: Language,
  spaces: readonly WordSpace[],
): Say & { readonly moment: (at: Date) => string } {
  const words = new Map<string, Readonly<Record<string, string>>>(
    spaces.map((space) => [space, wordsIn(language, space)]),
  );
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  const clock = new Intl.DateTimeFormat(language, {
    dateStyle: 'long',
    timeStyle: 'medium',
    timeZone: 'UTC',
  });
  const moment = (at: Date) => `${clock.format(at)} UTC`;
  const shown = (name: string, value: string | number): string => {
    const date = new Date(value);
    if ((name !== 'date' && name !== 'time') || Number.isNaN(date.getTime())) return String(value);
    return name === 'date' ? day.format(date) : moment(date);
  };
  const say: Say = (key, facts = {}) => {
    const [space = '', name = ''] = key.split(':');
    const text = words.get(space)?.[name] ?? key;
    return text.replace(/\{\{(\w+)\}\}/g, (whole, place: string) => {
      const value = facts[place];
      return value === undefined ? whole : shown(place, value);
    });
  };
  return Object.assign(say, { moment });
}

function codePointsOf(pages: readonly LaidOutPage[]): ReadonlySet<number> {
  const found = new Set<number>();
  const walk = (blocks: LaidOutPage['content']): void => {
    for (const { blocks: inner = [], marks = [] } of blocks) {
      walk(inner);
      for (const mark of marks) {
        if (mark.kind !== 'glyphs') continue;
        for (const { codePoints } of mark.glyphs) for (const point of codePoints) found.add(point);
      }
    }
  };
  for (const { content } of pages) walk(content);
  return found;
}
