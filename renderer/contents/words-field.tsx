import { Input, Label, TextArea, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Language, LocalizedText } from '../../shared/language.ts';
import { nativeName } from '../locale.ts';
import { withWords } from './edit.ts';

interface WordsFieldParts {
  readonly label: string;
  /** JSON Pointer of the text in the template: where a problem leads to. */
  readonly path: string;
  readonly text: LocalizedText | undefined;
  readonly languages: readonly Language[];
  /** Lines to write in. */
  readonly rows?: number;
  /** Left empty it is not said; then no language of it is missing either. */
  readonly optional?: boolean;
  readonly onChange: (text: LocalizedText) => void;
}

/** One text in every language of the template, side by side, so that what is missing is seen at once. */
export function WordsField({
  label,
  path,
  text,
  languages,
  rows = 1,
  optional = false,
  onChange,
}: WordsFieldParts) {
  const { t } = useTranslation();
  const begun = languages.some((language) => text?.[language]);
  return (
    <fieldset className="words-field" data-path={path}>
      <legend className="label">
        {label}
        {optional && <span className="hint"> {t('contents.optional')}</span>}
      </legend>
      {languages.map((language) => {
        const missing = !text?.[language]?.trim() && (begun || !optional);
        return (
          <TextField
            key={language}
            className={missing ? 'field missing' : 'field'}
            value={text?.[language] ?? ''}
            onChange={(words) => onChange(withWords(text, language, words))}
          >
            <Label className="tongue">{nativeName(language)}</Label>
            {rows > 1 ? <TextArea lang={language} rows={rows} /> : <Input lang={language} />}
          </TextField>
        );
      })}
    </fieldset>
  );
}
