import { useTranslation } from 'react-i18next';
import type { PageDesign } from '../../shared/template/design.ts';
import { Choice } from '../ui/choice.tsx';

interface LabelledParts<Key extends string> {
  readonly label: string;
  readonly value: Key;
  readonly options: readonly { readonly key: Key; readonly text: string }[];
  readonly onChange: (key: Key) => void;
}

/** One of a few, with its label above. */
export function LabelledChoice<Key extends string>(parts: LabelledParts<Key>) {
  return (
    <div className="field">
      <span className="label">{parts.label}</span>
      <Choice {...parts} />
    </div>
  );
}

interface StyleParts {
  readonly label: string;
  readonly page: PageDesign;
  /** Undefined where none is chosen. */
  readonly value: string | undefined;
  readonly onChange: (style: string) => void;
}

/** One of the page's styles. */
export function StyleChoice({ label, page, value, onChange }: StyleParts) {
  const options = Object.keys(page.styles).map((key) => ({ key, text: key }));
  return <LabelledChoice label={label} value={value ?? ''} options={options} onChange={onChange} />;
}

/** One of the page's styles, or none. */
export function StyleOrNone({
  onChange,
  ...parts
}: Omit<StyleParts, 'onChange'> & { readonly onChange: (style: string | undefined) => void }) {
  const { t } = useTranslation();
  const { label, page, value = '' } = parts;
  const options = [
    { key: '', text: t('designer.none') },
    ...Object.keys(page.styles).map((key) => ({ key, text: key })),
  ];
  return (
    <LabelledChoice
      label={label}
      value={value}
      options={options}
      onChange={(key) => onChange(key || undefined)}
    />
  );
}
