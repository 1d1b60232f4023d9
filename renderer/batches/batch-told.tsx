import { useTranslation } from 'react-i18next';
import type { JobReport } from '../../shared/desk/batch.ts';
import { localeOf } from '../locale.ts';
import { nameOf } from '../ui/name-of.ts';
import { ProblemList } from '../ui/problem-list.tsx';

interface BatchToldParts {
  readonly job: JobReport;
  /** Whether what is beside it says how it stands. */
  readonly stateless?: boolean;
}

/** Which batch it is, how it stands, and why it waits when the machine was why. */
export function BatchTold({ job, stateless = false }: BatchToldParts) {
  const { t, i18n } = useTranslation();
  const moment = new Intl.DateTimeFormat(localeOf(i18n.language), {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  const { state, roster, template, startedAt, rows, reason } = job;
  const said =
    state === 'done' || state === 'cancelled'
      ? t(state === 'done' ? 'issue.done' : 'issue.cancelled')
      : t(`batches.state.${state}`);
  return (
    <div className="batch-told">
      <strong>{nameOf(roster)}</strong>
      {!stateless && <span className={`batch-state ${state}`}>{said}</span>}
      <span className="hint">
        {nameOf(template)} · {moment.format(new Date(startedAt))} ·{' '}
        {t('batches.left', { count: rows.planned })}
      </span>
      {reason && state !== 'waiting' && <ProblemList problems={[reason]} mild />}
    </div>
  );
}
