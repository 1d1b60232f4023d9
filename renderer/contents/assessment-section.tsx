import { useTranslation } from 'react-i18next';
import type { Achievement } from '../../shared/credential/credential.ts';
import type { Language } from '../../shared/language.ts';
import { isParticipation } from '../../shared/template/check-lists.ts';
import type { Template } from '../../shared/template/template.ts';
import { ConceptField } from './concept-field.tsx';
import { withOptional } from './edit.ts';
import { findIn } from './lists.ts';
import { WordsField } from './words-field.tsx';

interface AssessmentParts {
  readonly achievement: Template['achievement'];
  readonly languages: readonly Language[];
  readonly onChange: (achievement: Template['achievement']) => void;
}

/** How it is learnt and how it is assessed. */
export function AssessmentSection({ achievement, languages, onChange }: AssessmentParts) {
  const { t } = useTranslation();
  const { assessment } = achievement;
  return (
    <section className="contents-section">
      <h2>{t('elements:assessment')}</h2>
      <WordsField
        label={t('contents.assessment')}
        path="/achievement/assessment/title"
        text={assessment.title}
        languages={languages}
        onChange={(title) => onChange({ ...achievement, assessment: { ...assessment, title } })}
      />
      <div className="contents-row">
        <ConceptField
          languages={languages}
          label={t('elements:assessment')}
          path="/achievement/assessment/type"
          value={assessment.type}
          find={findIn('assessment')}
          onChange={(type) => type && onChange({ ...achievement, assessment: { ...assessment, type } })}
        />
        <ConceptField
          languages={languages}
          label={t('elements:participation')}
          path="/achievement/participation"
          value={achievement.participation}
          find={findIn('mode')}
          among={isParticipation}
          onChange={(participation) => participation && onChange({ ...achievement, participation })}
        />
      </div>
      <ConceptField
        languages={languages}
        label={t('elements:supervision')}
        path="/achievement/supervision"
        optional
        value={achievement.supervision}
        find={findIn('supervision')}
        onChange={(supervision) =>
          onChange(withOptional<Achievement, 'supervision'>(achievement, 'supervision', supervision))
        }
      />
    </section>
  );
}
