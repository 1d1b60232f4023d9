import { Input, Label, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { InspectedColumn, RosterProposal } from '../../shared/desk/roster.ts';
import { isWindowLanguage } from '../../shared/language.ts';
import { headingIn, ROSTER_FIELDS, type RosterField } from '../../shared/roster/heading.ts';
import type { FieldRule, RosterMapping } from '../../shared/roster/roster-mapping.ts';
import { Choice } from '../ui/choice.tsx';
import { DayField, dayOf } from '../ui/day-field.tsx';
import { ProblemList } from '../ui/problem-list.tsx';
import { asConstant, asDate, asPart, columnName, fromColumn } from './rules.ts';

const DATES = ['birthDate', 'awardedOn'] as const satisfies readonly RosterField[];
const NAMES = ['givenName', 'familyName'] as const satisfies readonly RosterField[];
/** Of one who has the same for everybody. */
const CONSTANT = '=constant';

interface MappingFormParts {
  readonly columns: readonly InspectedColumn[];
  readonly proposal: RosterProposal;
  readonly onMap: (change: RosterMapping) => void;
}

/** Every field with the column it is taken from, guessed at first, and what it then is for the first learners. */
export function MappingForm({ columns, proposal, onMap }: MappingFormParts) {
  const { mapping, questions } = proposal;
  return (
    <div className="mapping">
      {ROSTER_FIELDS.map((field) => (
        <Field key={field} field={field} columns={columns} proposal={proposal} onMap={onMap} />
      ))}
      <ProblemList problems={questions.filter(({ code }) => !isAnswered(code, mapping))} mild />
    </div>
  );
}

/** The order of day and month is asked beside its field, not below. */
function isAnswered(code: string, { fields }: RosterMapping): boolean {
  return code === 'roster.date-order-asked' && DATES.some((field) => fields[field]);
}

function Field({ field, columns, proposal, onMap }: MappingFormParts & { readonly field: RosterField }) {
  const { t, i18n } = useTranslation();
  const { mapping, guesses } = proposal;
  const rule = mapping.fields[field];
  const samples = guesses.find((guess) => guess.field === field)?.samples ?? [];
  const label = headingIn(field, isWindowLanguage(i18n.language) ? i18n.language : 'en');
  const known = columns.map((column) => columnName(column, columns));
  const choose = (name: string) => {
    if (name === CONSTANT) return onMap(asConstant(mapping, field, samples[0] ?? firstConstant(field)));
    onMap(fromColumn(mapping, field, name === '' ? undefined : name));
  };
  return (
    <div className="mapping-field">
      <span className="label">{label}</span>
      <Choice
        label={t('roster.column', { field: label })}
        value={columnOf(rule)}
        options={[
          { key: '', text: t('roster.none') },
          { key: CONSTANT, text: t('roster.constant') },
          ...columns.map((column, at) => ({
            key: known[at] ?? '',
            text: column.heading || column.letter,
          })),
        ]}
        onChange={choose}
      />
      {rule && 'constant' in rule && (
        <Constant
          label={label}
          day={isOneOf(DATES, field) && dayOf(rule.constant) !== null}
          rule={rule}
          onSay={(words) => onMap(asConstant(mapping, field, words))}
        />
      )}
      {rule && 'columns' in rule && isOneOf(NAMES, field) && (
        <Choice
          label={t('roster.part', { field: label })}
          value={rule.split?.take === 'after' ? 'after' : rule.split ? 'before' : 'whole'}
          options={(['whole', 'before', 'after'] as const).map((key) => ({
            key,
            text: t(`roster.part.${key}`),
          }))}
          onChange={(take) => onMap(asPart(mapping, field, take === 'whole' ? undefined : take))}
        />
      )}
      {rule && 'columns' in rule && isOneOf(DATES, field) && (
        <Choice
          label={t('roster.date', { field: label })}
          value={rule.date ?? 'found'}
          options={(['found', 'day-first', 'month-first', 'unix'] as const).map((key) => ({
            key,
            text: t(`roster.date.${key}`),
          }))}
          onChange={(date) => onMap(asDate(mapping, field, date === 'found' ? undefined : date))}
        />
      )}
      {samples.length > 0 && <span className="hint samples">{samples.join(' · ')}</span>}
    </div>
  );
}

/** Something to begin with: today for a day. */
function firstConstant(field: RosterField): string {
  return isOneOf(DATES, field) ? new Date().toISOString().slice(0, 10) : '–';
}

/** Written once for all; taken over when the clerk leaves the field. */
function Constant({
  label,
  day,
  rule,
  onSay,
}: {
  readonly label: string;
  readonly day: boolean;
  readonly rule: { readonly constant: string };
  readonly onSay: (words: string) => void;
}) {
  const { t } = useTranslation();
  if (day) {
    const told = t('roster.constant.of', { field: label });
    return <DayField label={told} value={rule.constant} onChange={(words) => words !== '' && onSay(words)} />;
  }
  return (
    <TextField className="field" defaultValue={rule.constant}>
      <Label className="label">{t('roster.constant.of', { field: label })}</Label>
      <Input onBlur={({ target }) => target.value !== rule.constant && onSay(target.value)} />
    </TextField>
  );
}

function columnOf(rule: FieldRule | undefined): string {
  if (!rule) return '';
  return 'constant' in rule ? CONSTANT : rule.columns[0];
}

function isOneOf(fields: readonly RosterField[], field: RosterField): boolean {
  return fields.includes(field);
}
