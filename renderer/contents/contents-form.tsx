import { useTranslation } from 'react-i18next';
import type { Achievement } from '../../shared/credential/credential.ts';
import type { Template } from '../../shared/template/template.ts';
import { AchievementSection } from './achievement-section.tsx';
import { AssessmentSection } from './assessment-section.tsx';
import { saidOrNot, withOptional } from './edit.ts';
import { LanguagesField } from './languages-field.tsx';
import { AmountField, LineField } from './line-field.tsx';
import { OrganisationSection } from './organisation-section.tsx';
import { OutcomesSection } from './outcomes-section.tsx';
import { QualitySection } from './quality-section.tsx';
import { WordsField } from './words-field.tsx';
import './contents.css';

interface ContentsParts {
  readonly template: Template;
  readonly onChange: (make: (template: Template) => Template) => void;
}

/** What a template awards, element by element as Annex I of Council Recommendation 2022/C 243/02 orders them. */
export function ContentsForm({ template, onChange }: ContentsParts) {
  const { t } = useTranslation();
  const { languages, achievement } = template;
  const set = (part: Partial<Template>) => onChange((before) => ({ ...before, ...part }));
  const achieve = (next: Template['achievement']) => set({ achievement: next });
  const optional = (field: 'prerequisites' | 'stackability' | 'furtherInformation') => (
    <WordsField
      label={t(`elements:${field}`)}
      path={`/achievement/${field}`}
      optional
      rows={2}
      text={achievement[field]}
      languages={languages}
      onChange={(text) =>
        achieve(withOptional<Achievement, typeof field>(achievement, field, saidOrNot(text)))
      }
    />
  );
  return (
    <div className="contents">
      <AchievementSection template={template} onChange={(next) => onChange(() => next)} />
      <OrganisationSection
        path="/awardingBody"
        organisation={template.awardingBody}
        languages={languages}
        onChange={({ country, ...body }) => country && set({ awardingBody: { ...body, country } })}
      />
      <OutcomesSection
        outcomes={achievement.outcomes}
        languages={languages}
        onChange={(outcomes) => achieve({ ...achievement, outcomes })}
      />
      <AssessmentSection achievement={achievement} languages={languages} onChange={(next) => achieve(next)} />
      <QualitySection
        path="/achievement/qualityAssurance"
        accreditation={achievement.qualityAssurance}
        languages={languages}
        onChange={(qualityAssurance) => qualityAssurance && achieve({ ...achievement, qualityAssurance })}
      />
      <section className="contents-section">
        <h2>{t('contents.more')}</h2>
        {optional('prerequisites')}
        {optional('stackability')}
        {optional('furtherInformation')}
        <WordsField
          label={t('contents.gradeScheme')}
          path="/gradeScheme"
          optional
          text={template.gradeScheme}
          languages={languages}
          onChange={(text) =>
            onChange((before) =>
              withOptional<Template, 'gradeScheme'>(before, 'gradeScheme', saidOrNot(text)),
            )
          }
        />
        <div className="contents-row">
          <LineField
            label={t('contents.serialPattern')}
            path="/serialPattern"
            value={template.serialPattern}
            onChange={(serialPattern = '') => set({ serialPattern })}
          />
          <AmountField
            label={t('contents.validMonths')}
            path="/validMonths"
            optional
            value={template.validMonths}
            onChange={(months) =>
              onChange((before) => withOptional<Template, 'validMonths'>(before, 'validMonths', months))
            }
          />
          <AmountField
            label={t('contents.keepMonths')}
            path="/keepMonths"
            optional
            value={template.keepMonths}
            onChange={(months) =>
              onChange((before) => withOptional<Template, 'keepMonths'>(before, 'keepMonths', months))
            }
          />
        </div>
        <LanguagesField template={template} onChange={(next) => onChange(() => next)} />
      </section>
    </div>
  );
}
