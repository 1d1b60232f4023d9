import { Label, TextArea, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Language, LocalizedText } from '../../shared/language.ts';
import type { PageElement } from '../../shared/template/design.ts';
import { FIELDS, type Field, isField } from '../../shared/template/fields.ts';
import { choiceBy } from '../../shared/template/forms.ts';
import { withWords } from '../contents/edit.ts';
import { nativeName } from '../locale.ts';
import { Choice } from '../ui/choice.tsx';

const FIELD_NAMES = Object.keys(FIELDS).filter(isField);

/** What may be put into a text: a field as it stands, or a choice of words by it. */
const INSERTS = FIELD_NAMES.flatMap((name) => {
  const field: Field = FIELDS[name];
  const place = { key: name, text: `{${name}}`, write: () => `{${name}}` };
  const choice = {
    key: `${name},`,
    text: `{${name}, ${field.amount ? 'plural' : 'select'}, …}`,
    write: (language: Language) => choiceBy(name, language) ?? '',
  };
  return [...(field.chooses ? [] : [place]), ...(field.chooses || field.amount ? [choice] : [])];
});

interface WordsParts {
  readonly text: LocalizedText;
  readonly languages: readonly Language[];
  readonly onText: (text: LocalizedText) => void;
}

/** The words in every language of the template, side by side; what is missing is seen at once. */
export function Words({ text, languages, onText }: WordsParts) {
  const { t } = useTranslation();
  const add = (key: string) => {
    const insert = INSERTS.find((each) => each.key === key);
    if (!insert) return;
    const each = languages.map((language) => {
      const words = text[language] ?? '';
      return [language, `${words}${words && ' '}${insert.write(language)}`] as const;
    });
    onText({ ...text, ...Object.fromEntries(each) });
  };
  return (
    <div className="words">
      <InEach
        words={text}
        languages={languages}
        onSay={(language, words) => onText(withWords(text, language, words))}
      />
      <Choice
        label={t('designer.field')}
        value=""
        options={[
          { key: '', text: t('designer.field') },
          ...INSERTS.map(({ key, text: shown }) => ({ key, text: shown })),
        ]}
        onChange={add}
      />
    </div>
  );
}

type Picture = Extract<PageElement, { kind: 'image' | 'drawing' | 'qr' | 'signature' }>;

export function isPicture(element: PageElement): element is Picture {
  return ['image', 'drawing', 'qr', 'signature'].includes(element.kind);
}

interface EachParts {
  readonly words: LocalizedText | undefined;
  readonly languages: readonly Language[];
  readonly onSay: (language: Language, words: string) => void;
}

/** What a screen reader says of a picture; said in one language, it must be said in all. */
export function Spoken({ words, ...parts }: EachParts) {
  const { t } = useTranslation();
  return (
    <fieldset className="words" aria-label={t('designer.alt')}>
      <h3>{t('designer.alt')}</h3>
      <p className="hint">{t('designer.alt.hint')}</p>
      <InEach words={words} mayBeSilent {...parts} />
    </fieldset>
  );
}

function InEach({
  words,
  languages,
  mayBeSilent = false,
  onSay,
}: EachParts & { readonly mayBeSilent?: boolean }) {
  const silent = mayBeSilent && languages.every((language) => !words?.[language]);
  return languages.map((language) => (
    <TextField
      key={language}
      className={words?.[language] || silent ? 'field' : 'field missing'}
      value={words?.[language] ?? ''}
      onChange={(text) => onSay(language, text)}
    >
      <Label className="label">{nativeName(language)}</Label>
      <TextArea lang={language} rows={2} />
    </TextField>
  ));
}
