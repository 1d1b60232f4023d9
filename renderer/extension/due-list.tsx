import { useTranslation } from 'react-i18next';
import type { DueSummary } from '../../shared/desk/extend.ts';
import { localeOf } from '../locale.ts';
import { nameOf } from '../ui/name-of.ts';

const SHOWN = 200;

/** Which files fall due, at which level they stand and until when that holds; the most urgent first. */
export function DueList({ due }: Pick<DueSummary, 'due'>) {
  const { t, i18n } = useTranslation();
  const day = new Intl.DateTimeFormat(localeOf(i18n.language), { dateStyle: 'medium', timeZone: 'UTC' });
  if (due.length === 0) return null;
  return (
    <details className="each-file">
      <summary>{t('extension.due.which')}</summary>
      <ul>
        {due.slice(0, SHOWN).map(({ file, level, until }) => (
          <li key={file} title={file}>
            <span>{nameOf(file)}</span>
            <span className="hint">{level}</span>
            <time dateTime={until}>{day.format(new Date(until))}</time>
          </li>
        ))}
      </ul>
      {due.length > SHOWN && (
        <p className="hint">{t('issue.refused.more', { number: due.length - SHOWN })}</p>
      )}
    </details>
  );
}
