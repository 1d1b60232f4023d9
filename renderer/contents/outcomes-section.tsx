import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Concept } from '../../shared/credential/concept.ts';
import type { LearningOutcome } from '../../shared/credential/credential.ts';
import { isWindowLanguage, type Language } from '../../shared/language.ts';
import { labelIn } from '../../shared/vocabulary/vocabulary.ts';
import { Icon } from '../ui/icon.tsx';
import { ConceptField } from './concept-field.tsx';
import { moved, withEntry } from './edit.ts';
import { findSkill } from './lists.ts';
import { WordsField } from './words-field.tsx';

interface OutcomesParts {
  readonly outcomes: readonly LearningOutcome[];
  readonly languages: readonly Language[];
  readonly onChange: (outcomes: readonly LearningOutcome[]) => void;
}

/** What a learner can do afterwards: each outcome with its words and the ESCO skills it is about. */
export function OutcomesSection({ outcomes, languages, onChange }: OutcomesParts) {
  const { t } = useTranslation();
  return (
    <section className="contents-section" data-path="/achievement/outcomes">
      <h2>{t('elements:outcomes')}</h2>
      <ol className="outcomes">
        {outcomes.map((outcome, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an outcome has no name but its place and its words, which change.
          <li key={index}>
            <Outcome
              outcome={outcome}
              index={index}
              languages={languages}
              onChange={(next) => onChange(withEntry(outcomes, index, next))}
            />
            <div className="button-row">
              {([-1, 1] as const).map((by) => (
                <Button
                  key={by}
                  className="button small"
                  aria-label={t(by < 0 ? 'contents.outcome.up' : 'contents.outcome.down', {
                    number: index + 1,
                  })}
                  isDisabled={outcomes[index + by] === undefined}
                  onPress={() => onChange(moved(outcomes, index, by))}
                >
                  {by < 0 ? '↑' : '↓'}
                </Button>
              ))}
              <Button
                className="button small"
                aria-label={t('contents.outcome.remove', { number: index + 1 })}
                onPress={() => onChange(withEntry(outcomes, index, undefined))}
              >
                {t('contents.remove')}
              </Button>
            </div>
          </li>
        ))}
      </ol>
      <Button className="button" onPress={() => onChange([...outcomes, { title: {}, skills: [] }])}>
        {t('contents.outcome.add')}
      </Button>
    </section>
  );
}

interface OutcomeParts {
  readonly outcome: LearningOutcome;
  readonly index: number;
  readonly languages: readonly Language[];
  readonly onChange: (outcome: LearningOutcome) => void;
}

function Outcome({ outcome, index, languages, onChange }: OutcomeParts) {
  const { t } = useTranslation();
  const path = `/achievement/outcomes/${index}`;
  const add = (skill: Concept | undefined) => {
    if (skill && !outcome.skills.some(({ uri }) => uri === skill.uri)) {
      onChange({ ...outcome, skills: [...outcome.skills, skill] });
    }
  };
  return (
    <>
      <WordsField
        label={t('contents.outcome', { number: index + 1 })}
        path={`${path}/title`}
        rows={2}
        text={outcome.title}
        languages={languages}
        onChange={(title) => onChange({ ...outcome, title })}
      />
      <Skills skills={outcome.skills} onChange={(skills) => onChange({ ...outcome, skills })} />
      <ConceptField
        languages={languages}
        label={t('contents.skills')}
        path={`${path}/skills`}
        optional
        value={undefined}
        find={findSkill}
        onChange={add}
      />
    </>
  );
}

function Skills({
  skills,
  onChange,
}: {
  readonly skills: readonly Concept[];
  readonly onChange: (skills: readonly Concept[]) => void;
}) {
  const { t, i18n } = useTranslation();
  const language = isWindowLanguage(i18n.language) ? i18n.language : 'en';
  if (skills.length === 0) return null;
  return (
    <ul className="skills">
      {skills.map((skill) => {
        const name = labelIn(skill, language);
        return (
          <li key={skill.uri}>
            {name}
            <Button
              className="button quiet"
              aria-label={t('contents.remove.named', { name })}
              onPress={() => onChange(skills.filter(({ uri }) => uri !== skill.uri))}
            >
              <Icon name="cross" />
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
