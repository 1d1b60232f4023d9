import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { PrintSummary } from '../../shared/desk/print.ts';
import { localeOf } from '../locale.ts';
import { Icon } from '../ui/icon.tsx';
import { ProblemList } from '../ui/problem-list.tsx';

const SHOWN = 200;

/** How many were printed, which of them not for the first time, and which were not. */
export function PrintResult({ summary }: { readonly summary: PrintSummary }) {
  const { t, i18n } = useTranslation();
  const { printed, sheets, path, reprints, leftOut, stopped, cancelled } = summary;
  const figure = (value: number) => new Intl.NumberFormat(localeOf(i18n.language)).format(value);
  return (
    <div className="print-result" aria-live="polite">
      <p>
        <strong>
          {path === undefined
            ? t('print.done.printer', { number: figure(printed) })
            : t('print.done.file', { number: figure(printed), sheets: figure(sheets ?? 0) })}
        </strong>
      </p>
      {cancelled !== undefined && <p>{t('print.cancelled', { number: figure(cancelled) })}</p>}
      {path !== undefined && (
        <Button className="button" onPress={() => void window.shell.reveal(path)}>
          <Icon name="folder" />
          {t('issue.reveal')}
        </Button>
      )}
      {reprints.length > 0 && (
        <section aria-label={t('print.reprints')}>
          <h3>{t('print.reprints')}</h3>
          <ul className="reprints">
            {reprints.slice(0, SHOWN).map(({ serial, copy }) => (
              <li key={serial}>{t('print.reprint', { serial, copy: figure(copy) })}</li>
            ))}
          </ul>
        </section>
      )}
      {leftOut.length > 0 && (
        <section aria-label={t('print.left-out')}>
          <h3>{t('print.left-out')}</h3>
          <ProblemList problems={leftOut.slice(0, SHOWN)} mild />
        </section>
      )}
      {stopped && <ProblemList problems={[stopped]} />}
    </div>
  );
}
