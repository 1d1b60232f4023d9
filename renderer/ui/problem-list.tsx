import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/problem.ts';

/** What is wrong, where and what to do next, in the clerk's language. */
export function ProblemList({ problems }: { readonly problems: readonly Problem[] }) {
  const { t } = useTranslation('problems');
  return (
    <ul className="problems" role="alert">
      {problems.map((problem) => (
        <li key={JSON.stringify(problem)}>{t(problem.code, { ...problem.where, ...problem.facts })}</li>
      ))}
    </ul>
  );
}
