import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../shared/language.ts';
import type { FactsElement, PageDesign } from '../../shared/template/design.ts';
import { StyleChoice } from './labelled-choice.tsx';
import { Measure } from './measure.tsx';
import type { OnPatch } from './patch.ts';
import { RowsEditor } from './rows-editor.tsx';
import { Words } from './words.tsx';

type FactsPart = Pick<FactsElement, 'labelStyle' | 'valueStyle' | 'labelShare' | 'rowGap' | 'rows'>;

interface FactsParts {
  readonly page: PageDesign;
  readonly languages: readonly Language[];
  readonly table: FactsPart;
  readonly onPatch: OnPatch<FactsPart>;
}

/** A table of labels and values: its type, its measures and its rows. */
export function FactsOptions({ page, languages, table, onPatch }: FactsParts) {
  const { t } = useTranslation();
  const { labelStyle, valueStyle, labelShare, rowGap = 0, rows } = table;
  return (
    <>
      <div className="measures">
        <StyleChoice
          label={t('designer.labelStyle')}
          page={page}
          value={labelStyle}
          onChange={(style) => onPatch({ labelStyle: style })}
        />
        <StyleChoice
          label={t('designer.valueStyle')}
          page={page}
          value={valueStyle}
          onChange={(style) => onPatch({ valueStyle: style })}
        />
        <Measure
          label={t('designer.labelShare')}
          value={Math.round(labelShare * 100)}
          step={1}
          least={5}
          most={95}
          onChange={(share) => onPatch({ labelShare: share / 100 })}
        />
        <Measure label={t('designer.gap')} value={rowGap} onChange={(gap) => onPatch({ rowGap: gap })} />
      </div>
      <RowsEditor
        rows={rows}
        nameOf={(_, index) => t('designer.row', { number: index + 1 })}
        onChange={(next) => onPatch({ rows: next })}
      >
        {(row, set) => (
          <>
            {(['label', 'value'] as const).map((part) => (
              <fieldset key={part} className="words" aria-label={t(`designer.row.${part}`)}>
                <h3>{t(`designer.row.${part}`)}</h3>
                <Words
                  text={row[part]}
                  languages={languages}
                  onText={(text) => set({ ...row, [part]: text })}
                />
              </fieldset>
            ))}
          </>
        )}
      </RowsEditor>
      <Button className="button small" onPress={() => onPatch({ rows: [...rows, { label: {}, value: {} }] })}>
        {t('designer.row.add')}
      </Button>
    </>
  );
}
