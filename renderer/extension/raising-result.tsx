import { useTranslation } from 'react-i18next';
import type { ExtendSummary } from '../../shared/desk/extend.ts';
import { localeOf } from '../locale.ts';
import { nameOf } from '../ui/name-of.ts';
import { ProblemList, useProblemWords } from '../ui/problem-list.tsx';

const SHOWN = 200;

/** What was raised, and every file that was not, with the reason. */
export function RaisingResult({ summary }: { readonly summary: ExtendSummary }) {
  const { t, i18n } = useTranslation();
  const words = useProblemWords();
  const number = new Intl.NumberFormat(localeOf(i18n.language));
  const { raised, already, refused, left, cancelled, stopped, files } = summary;
  const told = { raised, already, refused, left };
  const failed = files.filter(({ problems }) => problems !== undefined);
  return (
    <section className="raising-result" aria-live="polite">
      <h3>{t(cancelled ? 'extension.cancelled' : 'extension.ended')}</h3>
      <dl className="figures">
        {Object.entries(told).map(([name, count]) =>
          count > 0 || name === 'raised' ? (
            <div key={name} className={name === 'refused' ? 'bad' : name === 'raised' ? 'good' : undefined}>
              <dt>{t(`extension.figure.${name}`)}</dt>
              <dd>{number.format(count)}</dd>
            </div>
          ) : null,
        )}
      </dl>
      {stopped && <ProblemList problems={[stopped]} />}
      {failed.length > 0 && (
        <ol className="refusals">
          {failed.slice(0, SHOWN).map(({ file, problems = [] }) => (
            <li key={file}>
              <strong>{nameOf(file)}</strong>
              {problems.map((problem) => (
                <p key={JSON.stringify(problem)}>{words(problem)}</p>
              ))}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
