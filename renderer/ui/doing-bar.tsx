import { ProgressBar } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { localeOf } from '../locale.ts';

interface DoingParts {
  readonly doing: string;
  readonly done: number;
  /** 0 while nobody knows. */
  readonly total: number;
}

/** What is being done and how far it is, told to a screen reader as well. */
export function DoingBar({ doing, done, total }: DoingParts) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(localeOf(i18n.language));
  return (
    <ProgressBar aria-label={doing} value={done} maxValue={Math.max(total, 1)} isIndeterminate={total === 0}>
      {({ percentage = 0 }) => (
        <>
          <div className="progress-words">
            <strong>{doing}</strong>
            <span aria-live="polite">
              {t('issue.progress', { done: number.format(done), total: number.format(total) })}
            </span>
          </div>
          <div className="bar">
            <div className="fill" style={{ width: `${percentage}%` }} />
          </div>
        </>
      )}
    </ProgressBar>
  );
}
