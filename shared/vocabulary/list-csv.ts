import { isLanguage, type Language } from '../language.ts';
import { done, type Outcome, refused } from '../problem.ts';
import { readCsvTable } from './csv-table.ts';
import { type Draft, type DraftConcept, MOST_CONCEPTS } from './draft.ts';

/**
 * A list as comma separated values: `uri`, `inScheme` and a column `label_en`, `label_de`… for each language there is;
 * `notation`, `broader` and `status` when told. Problems: those of `readCsvTable` and `vocabulary.other-scheme`.
 */
export function readListCsv(text: string): Outcome<Draft> {
  const table = readCsvTable(text, ['uri', 'label_en', 'inScheme'], MOST_CONCEPTS);
  if (!table.ok) return table;
  const { columns, records } = table.value;
  const labels = columns.flatMap((column): readonly (readonly [string, Language])[] => {
    const tag = /^label_([a-z]{2})$/i.exec(column)?.[1]?.toLowerCase();
    return tag !== undefined && isLanguage(tag) ? [[column, tag]] : [];
  });
  const scheme = records[0]?.cell('inScheme') ?? '';
  const other = records.find((record) => record.cell('inScheme') !== scheme);
  if (other) return refused({ code: 'vocabulary.other-scheme', facts: { scheme: other.cell('inScheme') } });
  const concepts = records.map((record): DraftConcept => {
    const told = labels.map(([column, language]) => [language, record.cell(column)] as const);
    const [notation, broader] = [record.cell('notation'), record.cell('broader')];
    return {
      uri: record.cell('uri'),
      label: Object.fromEntries(told.filter(([, words]) => words !== '')),
      ...(notation === '' ? {} : { notation }),
      ...(broader === '' ? {} : { broader }),
      ...(/^(?:deprecated|retired)$/i.test(record.cell('status')) ? { retired: true } : {}),
    };
  });
  return done({ scheme, concepts });
}
