import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/problem.ts';
import { useProblemWords } from '../ui/problem-list.tsx';

interface ChecksParts {
  readonly problems: readonly Problem[];
  /** Goes to where a problem is mended. */
  readonly onMend: (problem: Problem) => void;
}

/** What keeps the template from being sealed; each leads to its place. */
export function Checks({ problems, onMend }: ChecksParts) {
  const { t } = useTranslation();
  const words = useProblemWords();
  return (
    <section className="checks" aria-label={t('designer.checks')}>
      <h2>{t('designer.checks')}</h2>
      {problems.length === 0 ? (
        <p className="holds-line">{t('templates.complete')}</p>
      ) : (
        <div role="alert">
          <ul className="problems">
            {problems.map((problem) => (
              <li key={JSON.stringify(problem)}>
                {words(problem)}
                <Button className="button small" onPress={() => onMend(problem)}>
                  {t('designer.mend')}
                </Button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
