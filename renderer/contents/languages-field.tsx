import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { CONTENT_LANGUAGES } from '../../shared/language.ts';
import type { Template } from '../../shared/template/template.ts';
import { nativeName } from '../locale.ts';
import { Choice } from '../ui/choice.tsx';
import { Icon } from '../ui/icon.tsx';
import { withLanguage, withoutLanguage } from './edit.ts';

interface LanguagesParts {
  readonly template: Template;
  readonly onChange: (template: Template) => void;
}

/** What the credential is written in; the first is the primary language. */
export function LanguagesField({ template, onChange }: LanguagesParts) {
  const { t } = useTranslation();
  const { languages } = template;
  const others = CONTENT_LANGUAGES.filter((language) => !languages.includes(language));
  return (
    <fieldset className="languages-field" data-path="/languages">
      <legend className="label">{t('contents.languages')}</legend>
      <ul className="skills">
        {languages.map((language) => {
          const name = nativeName(language);
          return (
            <li key={language}>
              {name}
              <Button
                className="button quiet"
                aria-label={t('contents.remove.named', { name })}
                isDisabled={languages.length === 1}
                onPress={() => onChange(withoutLanguage(template, language))}
              >
                <Icon name="cross" />
              </Button>
            </li>
          );
        })}
      </ul>
      <Choice
        label={t('contents.languages.add')}
        value=""
        options={[
          { key: '', text: t('contents.languages.add') },
          ...others.map((key) => ({ key, text: nativeName(key) })),
        ]}
        onChange={(language) => language && onChange(withLanguage(template, language))}
      />
    </fieldset>
  );
}
