import { Button, ToggleButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import phrases from '../../shared/gallery/phrases.json' with { type: 'json' };
import { isWindowLanguage, type Language } from '../../shared/language.ts';
import type { FlowedParts, PageDesign, PartColumn, PartField } from '../../shared/template/design.ts';
import { ColourField } from './colour-field.tsx';
import { LabelledChoice, StyleChoice } from './labelled-choice.tsx';
import { Measure } from './measure.tsx';
import { INK, PART_PHRASES } from './new-element.ts';
import type { OnPatch } from './patch.ts';
import { RowsEditor } from './rows-editor.tsx';
import { Words } from './words.tsx';

const FIELDS: readonly PartField[] = [
  'number',
  'title',
  'ects',
  'hours',
  'awardedOn',
  'awardingBody',
  'serial',
];
const ALIGNMENTS = ['start', 'centre', 'end'] as const;

interface PartsParts {
  readonly page: PageDesign;
  readonly languages: readonly Language[];
  readonly table: FlowedParts;
  readonly onPatch: OnPatch<FlowedParts>;
}

/** A table of the smaller credentials a credential is made of: its type and its columns. */
export function PartsOptions({ page, languages, table, onPatch }: PartsParts) {
  const { t } = useTranslation();
  const { style, headStyle, rowGap = 0, rule, columns } = table;
  /** The columns share the width among them, in the proportion of what was asked for. */
  const share = (next: readonly PartColumn[]) => {
    const all = next.reduce((sum, column) => sum + column.share, 0) || 1;
    onPatch({ columns: next.map((column) => ({ ...column, share: column.share / all })) });
  };
  return (
    <>
      <div className="measures">
        <StyleChoice
          label={t('designer.headStyle')}
          page={page}
          value={headStyle}
          onChange={(next) => onPatch({ headStyle: next })}
        />
        <StyleChoice
          label={t('designer.style')}
          page={page}
          value={style}
          onChange={(next) => onPatch({ style: next })}
        />
        <Measure label={t('designer.gap')} value={rowGap} onChange={(gap) => onPatch({ rowGap: gap })} />
        <ToggleButton
          className="button small"
          isSelected={rule !== undefined}
          onChange={(on) => onPatch({ rule: on ? INK : undefined })}
        >
          {t('designer.rule')}
        </ToggleButton>
      </div>
      {rule !== undefined && (
        <ColourField
          label={t('designer.strokeColour')}
          value={rule}
          onChange={(to) => onPatch({ rule: to })}
        />
      )}
      <RowsEditor
        rows={columns}
        nameOf={(_, index) => t('designer.column', { number: index + 1 })}
        onChange={share}
      >
        {(column, set) => <Column column={column} languages={languages} onChange={set} />}
      </RowsEditor>
      <Button
        className="button small"
        onPress={() => share([...columns, { field: 'serial', label: {}, share: 1 / (columns.length || 1) }])}
      >
        {t('designer.column.add')}
      </Button>
    </>
  );
}

interface ColumnParts {
  readonly column: PartColumn;
  readonly languages: readonly Language[];
  readonly onChange: (column: PartColumn) => void;
}

function Column({ column, languages, onChange }: ColumnParts) {
  const { t, i18n } = useTranslation();
  const spoken = isWindowLanguage(i18n.language) ? i18n.language : 'en';
  const nameOf = (field: PartField) =>
    field === 'number' ? '1, 2, 3 …' : (phrases[PART_PHRASES[field]] as Record<string, string>)[spoken];
  return (
    <>
      <div className="measures">
        <LabelledChoice
          label={t('designer.row.value')}
          value={column.field}
          options={FIELDS.map((key) => ({ key, text: nameOf(key) ?? key }))}
          onChange={(field) => onChange({ ...column, field })}
        />
        <Measure
          label={t('designer.share')}
          value={Math.round(column.share * 100)}
          step={1}
          least={1}
          most={100}
          onChange={(percent) => onChange({ ...column, share: percent / 100 })}
        />
        <LabelledChoice
          label={t('designer.set')}
          value={column.align ?? 'start'}
          options={ALIGNMENTS.map((key) => ({ key, text: t(`designer.set.${key}`) }))}
          onChange={(align) => onChange({ ...column, align })}
        />
      </div>
      <Words text={column.label} languages={languages} onText={(label) => onChange({ ...column, label })} />
    </>
  );
}
