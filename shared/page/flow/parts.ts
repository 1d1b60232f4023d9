import type { Credential } from '../../credential/credential.ts';
import type { Part } from '../../credential/part.ts';
import { type Language, textIn } from '../../language.ts';
import type { FlowedParts, PartColumn } from '../../template/design.ts';
import { dateIn, numberIn } from '../../template/locale-form.ts';
import { lettersMissing, POINTS, problem, type SetStyle } from '../layout-element.ts';
import { GUTTER } from '../layout-table.ts';
import { cutText } from '../text-lines.ts';
import { type Cell, type RowStyle, rowUnit } from './cells.ts';
import type { Layer, Stack } from './stack.ts';
import { smallestOf } from './text.ts';

/** Points. */
const HAIRLINE = 0.4;
const HEAD_LINE = 0.9;

/** The credentials this one is made of, a row each, below a row of column headers. */
export function flowParts(
  element: FlowedParts,
  heads: SetStyle,
  set: SetStyle,
  width: number,
  language: Language,
): Layer {
  const places: { readonly column: PartColumn; readonly x: number; readonly width: number }[] = [];
  let x = 0;
  for (const [at, column] of element.columns.entries()) {
    const last = at === element.columns.length - 1;
    places.push({ column, x, width: width * column.share - (last ? 0 : GUTTER) });
    x += width * column.share;
  }
  const rowsOf = ({ parts = [] }: Credential) =>
    parts.map((part, at) => places.map(({ column }) => textOf(part, at, column, language)));
  const gap = element.rowGap ?? 0;
  const ruled = (share: number, weight: number): RowStyle => ({
    ...{ type: 'TR', share, gap },
    ...(element.rule ? { rule: { colour: element.rule, width, weight } } : {}),
  });
  return {
    ofLearner: true,
    smallest: Math.max(smallestOf(heads), smallestOf(set)),
    key: (credential) => (credential.parts?.length ? JSON.stringify(rowsOf(credential)) : ''),
    stack(credential, share): Stack {
      const rows = rowsOf(credential).map((texts) =>
        places.map(
          ({ column, ...place }, at): Cell => ({
            type: 'TD',
            pieces: cutText(texts[at] ?? '', set.setting),
            set,
            align: column.align,
            ...place,
          }),
        ),
      );
      const headers = places.map(
        ({ column, ...place }): Cell => ({
          type: 'TH',
          pieces: cutText(column.label[language] ?? '', heads.setting),
          set: heads,
          align: column.align,
          ...place,
        }),
      );
      const units = rows.map((cells) => rowUnit(cells, ruled(share, HAIRLINE), language));
      const pieces = rows.flat().flatMap((cell) => cell.pieces);
      const headPieces = headers.flatMap((cell) => cell.pieces);
      return {
        units,
        head: rowUnit(headers, ruled(share, HEAD_LINE), language),
        gap: (element.gap ?? 0) * POINTS,
        together: 1,
        withNext: false,
        wrap: (blocks) => ({ type: 'Table', language, blocks }),
        problems: [
          ...lettersMissing(headPieces, element.id, language, false),
          ...lettersMissing(pieces, element.id, language, true),
          ...(units.every(({ fits }) => fits) ? [] : [problem('row.text-overflows', element.id, language)]),
        ],
      };
    },
  };
}

function textOf(part: Part, at: number, { field }: PartColumn, language: Language): string {
  switch (field) {
    case 'number':
      return String(at + 1);
    case 'title':
      return textIn(part.title, language) ?? '';
    case 'ects':
      return part.workload.ects === undefined ? '–' : numberIn(part.workload.ects, language);
    case 'hours':
      return part.workload.hours === undefined ? '–' : numberIn(part.workload.hours, language);
    case 'awardedOn':
      return dateIn(part.awardedOn, language, 'short');
    case 'awardingBody':
      return textIn(part.awardingBody.legalName, language) ?? '';
    case 'serial':
      return part.serial ?? '';
  }
}
