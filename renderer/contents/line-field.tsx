import { Input, Label, NumberField, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { DayField } from '../ui/day-field.tsx';

interface FieldParts<T> {
  readonly label: string;
  /** JSON Pointer in the template. */
  readonly path: string;
  readonly value: T | undefined;
  readonly optional?: boolean;
  /** Undefined when it was emptied. */
  readonly onChange: (value: T | undefined) => void;
}

/** A value that is the same in every language: an address, a number in a register. */
export function LineField({
  label,
  path,
  value,
  optional = false,
  type = 'text',
  onChange,
}: FieldParts<string> & { readonly type?: 'text' | 'url' | 'email' }) {
  return (
    <TextField
      className={value || optional ? 'field' : 'field missing'}
      data-path={path}
      type={type}
      value={value ?? ''}
      onChange={(words) => onChange(words === '' ? undefined : words)}
    >
      <FieldLabel label={label} optional={optional} />
      <Input />
    </TextField>
  );
}

/** A day, as every language has the same. */
export function DateLine({ label, path, value, optional = false, onChange }: FieldParts<string>) {
  return (
    <DayField
      className={value || optional ? 'field' : 'field missing'}
      path={path}
      label={<Told label={label} optional={optional} />}
      value={value ?? ''}
      onChange={(day) => onChange(day === '' ? undefined : day)}
    />
  );
}

export function AmountField({ label, path, value, optional = false, onChange }: FieldParts<number>) {
  return (
    <NumberField
      className="field"
      data-path={path}
      minValue={0}
      formatOptions={{ maximumFractionDigits: 2 }}
      // NaN is how an empty field is told to it.
      value={value ?? Number.NaN}
      onChange={(amount) => onChange(Number.isNaN(amount) ? undefined : amount)}
    >
      <FieldLabel label={label} optional={optional} />
      <Input />
    </NumberField>
  );
}

function FieldLabel({ label, optional }: { readonly label: string; readonly optional: boolean }) {
  return (
    <Label className="label">
      <Told label={label} optional={optional} />
    </Label>
  );
}

function Told({ label, optional }: { readonly label: string; readonly optional: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      {label}
      {optional && <span className="hint"> {t('contents.optional')}</span>}
    </>
  );
}
