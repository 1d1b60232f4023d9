import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { RosterReport } from '../../shared/desk/roster.ts';
import type { Mending } from '../../shared/roster/mend.ts';
import { localeOf } from '../locale.ts';
import { ProblemList } from '../ui/problem-list.tsx';
import { RefusedRow } from './refused-row.tsx';
import { WriteRefused } from './write-refused.tsx';

/** Pixels, before a row is measured. */
const ROW_HEIGHT = 150;

interface ReportParts {
  /** Path. */
  readonly roster: string;
  readonly report: RosterReport;
  readonly onMend: (change: Mending) => void;
}

/** How many could be issued, and every row that could not, to be mended where it stands. */
export function RosterReportView({ roster, report, onMend }: ReportParts) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(localeOf(i18n.language));
  const { good, refusals, passedOver, notices } = report;
  const figures = [
    ['ready', good, 'good'],
    ['refused', refusals.length, refusals.length > 0 ? 'bad' : undefined],
    ['passed', passedOver.length, undefined],
  ] as const;
  return (
    <>
      <dl className="figures" aria-live="polite">
        {figures.map(([key, count, tone]) => (
          <div key={key} className={tone}>
            <dt>{t(`roster.figure.${key}`)}</dt>
            <dd>{number.format(count)}</dd>
          </div>
        ))}
      </dl>
      <ProblemList problems={notices} mild />
      {refusals.length === 0 ? (
        <p className="holds-line">{t('roster.all-good')}</p>
      ) : (
        <>
          <WriteRefused roster={roster} report={report} />
          <Refused {...{ report, onMend }} />
        </>
      )}
    </>
  );
}

/** Only the rows in sight are in the page, however many there are. */
function Refused({ report, onMend }: Omit<ReportParts, 'roster'>) {
  const { t } = useTranslation();
  const { refusals, columns } = report;
  const scroller = useRef<HTMLElement>(null);
  const virtualizer = useVirtualizer({
    count: refusals.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => refusals[index]?.row ?? index,
    overscan: 6,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1).
    <section className="refused-rows" ref={scroller} tabIndex={0} aria-label={t('roster.to-mend')}>
      <ol style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ key, index, start }) => {
          const refusal = refusals[index];
          return (
            refusal && (
              <li
                key={key}
                data-index={index}
                ref={virtualizer.measureElement}
                aria-setsize={refusals.length}
                aria-posinset={index + 1}
                style={{ transform: `translateY(${start}px)` }}
              >
                <RefusedRow refusal={refusal} columns={columns} onMend={onMend} />
              </li>
            )
          );
        })}
      </ol>
    </section>
  );
}
