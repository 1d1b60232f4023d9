import { useTranslation } from 'react-i18next';
import type { Achievement } from '../../shared/credential/credential.ts';
import { FORMAT_NAMES } from '../../shared/credential/format-names.ts';
import { MICRO_CREDENTIAL_FORMATS } from '../../shared/credential/kind.ts';
import { isWindowLanguage, textIn } from '../../shared/language.ts';
import type { Template } from '../../shared/template/template.ts';
import { Choice } from '../ui/choice.tsx';
import { ConceptField } from './concept-field.tsx';
import { saidOrNot, withOptional } from './edit.ts';
import { AmountField, LineField } from './line-field.tsx';
import { findIn } from './lists.ts';
import { WordsField } from './words-field.tsx';

interface AchievementParts {
  readonly template: Template;
  readonly onChange: (template: Template) => void;
}

/** What is awarded: its name, how much work it is and at which level. */
export function AchievementSection({ template, onChange }: AchievementParts) {
  const { t, i18n } = useTranslation();
  const spoken = isWindowLanguage(i18n.language) ? i18n.language : 'en';
  const { languages, achievement } = template;
  const { workload, level } = achievement;
  const achieve = (next: Template['achievement']) => onChange({ ...template, achievement: next });
  const without = <K extends 'description' | 'field' | 'homepage' | 'format'>(
    field: K,
    value: Achievement[K] | undefined,
  ) => achieve(withOptional<Achievement, K>(achievement, field, value));
  return (
    <section className="contents-section">
      <h2>{t('contents.what')}</h2>
      <WordsField
        label={t('elements:title')}
        path="/achievement/title"
        text={achievement.title}
        languages={languages}
        onChange={(title) =>
          // The template is listed by the name of what it awards.
          onChange({ ...template, name: title, achievement: { ...achievement, title } })
        }
      />
      {template.kind === 'micro-credential' && (
        <Choice
          label={t('contents.format')}
          value={achievement.format ?? ''}
          options={[
            { key: '', text: t('contents.format') },
            ...MICRO_CREDENTIAL_FORMATS.map((key) => ({
              key,
              text: textIn(FORMAT_NAMES[key], spoken, ['en']) ?? key,
            })),
          ]}
          onChange={(format) => without('format', format === '' ? undefined : format)}
        />
      )}
      <WordsField
        label={t('elements:description')}
        path="/achievement/description"
        optional
        rows={3}
        text={achievement.description}
        languages={languages}
        onChange={(text) => without('description', saidOrNot(text))}
      />
      <div className="contents-row">
        <AmountField
          label={t('contents.hours')}
          path="/achievement/workload/hours"
          value={workload.hours}
          onChange={(hours = 0) => achieve({ ...achievement, workload: { ...workload, hours } })}
        />
        <AmountField
          label={t('contents.ects')}
          path="/achievement/workload/ects"
          optional
          value={workload.ects}
          onChange={(ects) =>
            achieve({
              ...achievement,
              workload: withOptional<typeof workload, 'ects'>(workload, 'ects', ects),
            })
          }
        />
        <ConceptField
          languages={languages}
          label={t('contents.eqf')}
          path="/achievement/level/eqf"
          value={level.eqf}
          find={findIn('eqf')}
          onChange={(eqf) => eqf && achieve({ ...achievement, level: { ...level, eqf } })}
        />
      </div>
      <div className="contents-row">
        <ConceptField
          languages={languages}
          label={t('contents.nqf')}
          path="/achievement/level/nqf"
          optional
          value={level.nqf}
          find={findIn('nqf')}
          onChange={(nqf) =>
            achieve({
              ...achievement,
              level: withOptional<typeof level, 'nqf'>(level, 'nqf', nqf),
            })
          }
        />
        <ConceptField
          languages={languages}
          label={t('elements:field')}
          path="/achievement/field"
          optional
          value={achievement.field}
          find={findIn('isced-f')}
          onChange={(field) => without('field', field)}
        />
      </div>
      <LineField
        label={t('contents.homepage')}
        path="/achievement/homepage"
        optional
        type="url"
        value={achievement.homepage}
        onChange={(homepage) => without('homepage', homepage)}
      />
    </section>
  );
}
