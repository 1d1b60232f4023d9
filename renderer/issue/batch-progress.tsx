import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { localeOf } from '../locale.ts';
import { DoingBar } from '../ui/doing-bar.tsx';
import type { BatchState } from './use-batch.ts';

interface Running {
  /** What is being done, when it is neither sealed nor paused. */
  readonly doing?: string | undefined;
  readonly state: Extract<BatchState, { kind: 'running' }>;
  readonly tell: (name: 'batch.cancel' | 'batch.pause' | 'batch.continue') => void;
}

export function BatchProgressBar({ state, doing: told, tell }: Running) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(localeOf(i18n.language), { maximumFractionDigits: 0 });
  const { done = 0, total = 0, perSecond = 0, secondsLeft, paused = false } = state.progress ?? {};
  const doing = told ?? t(paused ? 'issue.paused' : state.dryRun ? 'issue.checking' : 'issue.sealing');
  return (
    <section className="batch-progress">
      <DoingBar doing={doing} done={done} total={total} />
      <div className="progress-words">
        <span className="hint">
          {secondsLeft !== undefined &&
            !paused &&
            perSecond > 0 &&
            t('issue.rate', {
              rate: number.format(perSecond),
              time: durationOf(secondsLeft, localeOf(i18n.language)),
            })}
        </span>
        <span className="actions">
          {!state.dryRun && (
            <Button className="button" onPress={() => tell(paused ? 'batch.continue' : 'batch.pause')}>
              {t(paused ? 'issue.continue' : 'issue.pause')}
            </Button>
          )}
          <Button className="button" onPress={() => tell('batch.cancel')}>
            {t('issue.cancel')}
          </Button>
        </span>
      </div>
    </section>
  );
}

/** Seconds as a clerk would say them. */
function durationOf(seconds: number, language: string): string {
  const [value, unit] = seconds < 90 ? [seconds, 'second'] : [Math.round(seconds / 60), 'minute'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}
