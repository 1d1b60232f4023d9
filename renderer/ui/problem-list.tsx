import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/problem.ts';

/** The words of a problem: what is wrong, where and what to do next, in the clerk's language. */
export function useProblemWords(): (problem: Problem) => string {
  const { t, i18n } = useTranslation();
  return ({ code, where, facts }) => {
    const element = where?.element;
    // Annex I elements have names for people; page elements have only the designer's.
    const named = element && i18n.exists(`elements:${element}`) ? t(`elements:${element}`) : element;
    return t(`problems:${code}`, { ...facts, ...where, ...(named && { element: named }) });
  };
}

interface Problems {
  readonly problems: readonly Problem[];
  /** Things to know, not to mend. */
  readonly mild?: boolean;
}

export function ProblemList({ problems, mild = false }: Problems) {
  const words = useProblemWords();
  if (problems.length === 0) return null;
  return (
    // A list that were the alert itself would be no list to a screen reader.
    <div role={mild ? undefined : 'alert'}>
      <ul className={mild ? 'problems mild' : 'problems'}>
        {[...new Set(problems.map(words))].map((said) => (
          <li key={said}>{said}</li>
        ))}
      </ul>
    </div>
  );
}
