import { Button, ProgressBar } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { localeOf } from '../locale.ts';
import type { BatchState } from './use-batch.ts';

interface Running {
  readonly state: Extract<BatchState, { kind: 'running' }>;
  readonly onCancel: () => void;
}

export function BatchProgressBar({ state, onCancel }: Running) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(localeOf(i18n.language), { maximumFractionDigits: 0 });
  const { done = 0, total = 0, perSecond = 0 } = state.progress ?? {};
  const remaining = perSecond > 0 ? Math.ceil((total - done) / perSecond) : undefined;
  return (
    <section className="batch-progress">
      <ProgressBar
        aria-label={t(state.dryRun ? 'issue.checking' : 'issue.sealing')}
        value={done}
        maxValue={Math.max(total, 1)}
        isIndeterminate={total === 0}
      >
        {({ percentage = 0 }) => (
          <>
            <div className="progress-words">
              <strong>{t(state.dryRun ? 'issue.checking' : 'issue.sealing')}</strong>
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
      <div className="progress-words">
        <span className="hint">
          {remaining !== undefined &&
            t('issue.rate', {
              rate: number.format(perSecond),
              time: durationOf(remaining, localeOf(i18n.language)),
            })}
        </span>
        <Button className="button" onPress={onCancel}>
          {t('issue.cancel')}
        </Button>
      </div>
    </section>
  );
}

/** Seconds as a clerk would say them. */
function durationOf(seconds: number, language: string): string {
  const [value, unit] = seconds < 90 ? [seconds, 'second'] : [Math.round(seconds / 60), 'minute'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}
