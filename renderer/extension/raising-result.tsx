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
  const changed = files.filter((file) => file.changed);
  return (
    <section className="raising-result">
      {/* Said at once; the files are for whoever wants to read them. */}
      <div aria-live="polite">
        <h3>{t(cancelled || stopped ? 'extension.cancelled' : 'extension.ended')}</h3>
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
      </div>
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
      {failed.length > SHOWN && (
        <p className="hint">{t('issue.refused.more', { number: failed.length - SHOWN })}</p>
      )}
      {changed.length > 0 && (
        <details className="each-file">
          <summary>{t('extension.raised.which')}</summary>
          <ul>
            {changed.slice(0, SHOWN).map(({ file, from, level }) => (
              <li key={file} title={file}>
                <span>{nameOf(file)}</span>
                <span className="hint">
                  {from} → {level}
                </span>
              </li>
            ))}
          </ul>
          {changed.length > SHOWN && (
            <p className="hint">{t('issue.refused.more', { number: changed.length - SHOWN })}</p>
          )}
        </details>
      )}
    </section>
  );
}
