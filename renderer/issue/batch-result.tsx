import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { BatchSummary } from '../../shared/desk/batch.ts';
import { DeliverDialog } from '../deliver/deliver-dialog.tsx';
import type { ReportSeal } from '../deliver/deliver-form.tsx';
import { localeOf } from '../locale.ts';
import { useGo } from '../place.ts';
import { PrintDialog } from '../printing/print-dialog.tsx';
import { useSettings } from '../settings/settings.tsx';
import { Icon } from '../ui/icon.tsx';
import { ProblemList, useProblemWords } from '../ui/problem-list.tsx';

interface Result {
  readonly summary: BatchSummary;
  /** With which it was sealed. */
  readonly seal: ReportSeal | undefined;
  /** Seals what is left of the batch, or tries what was refused again. */
  readonly onGoOn: (retry: boolean) => void;
}

/** What came of a check or a sealing: the figures, every refusal with its reason, and where to go from here. */
export function BatchResult({ summary, seal, onGoOn }: Result) {
  const { t } = useTranslation();
  const go = useGo();
  const { keep } = useSettings();
  const [printing, setPrinting] = useState(false);
  const [delivering, setDelivering] = useState(false);
  const { batch, issued, already, left, refusals, dryRun, stopped, cancelled, notices, out, register } =
    summary;
  // What they are at is told where it can be held up and gone on with.
  const ownWork = !cancelled && !summary.queued;
  const showRegister = () => {
    keep({ register });
    go({ screen: 'register' });
  };
  return (
    <section className={dryRun ? 'batch-result' : 'batch-result sealed'} aria-live="polite">
      <h2>{t(endingOf(summary))}</h2>
      <dl className="figures">
        <Figure name={t(dryRun ? 'issue.figure.ready' : 'issue.figure.issued')} value={issued} tone="good" />
        {already > 0 && <Figure name={t('issue.figure.already')} value={already} />}
        <Figure
          name={t('issue.figure.refused')}
          value={refusals.length}
          tone={refusals.length > 0 ? 'bad' : undefined}
        />
        {left > 0 && <Figure name={t('issue.figure.left')} value={left} />}
      </dl>
      {stopped && <ProblemList problems={[stopped]} />}
      <ProblemList problems={notices} mild />
      {refusals.length > 0 && <Refusals refusals={refusals} />}
      {!dryRun && (
        <div className="actions">
          <Button className="button" onPress={() => void window.shell.reveal(`${out}/credentials`)}>
            <Icon name="folder" />
            {t('issue.reveal')}
          </Button>
          {issued > 0 && (
            <Button className="button hand-out" onPress={() => setDelivering(true)}>
              {t('deliver.open')}
            </Button>
          )}
          {issued > 0 && (
            <Button className="button" onPress={() => setPrinting(true)}>
              {t('print.open')}
            </Button>
          )}
          {left > 0 && ownWork && (
            <Button className="button" onPress={() => onGoOn(false)}>
              {t('issue.go-on')}
            </Button>
          )}
          {refusals.length > 0 && ownWork && (
            <Button className="button" onPress={() => onGoOn(true)}>
              {t('issue.retry')}
            </Button>
          )}
          <Button className="button primary" onPress={showRegister}>
            {t('issue.register')}
          </Button>
        </div>
      )}
      {delivering && <DeliverDialog {...{ batch, register, seal }} onClose={() => setDelivering(false)} />}
      {printing && (
        <PrintDialog
          what={{ register, batch, folder: out, number: issued }}
          onClose={() => setPrinting(false)}
        />
      )}
    </section>
  );
}

function endingOf({ dryRun, cancelled, stopped, queued }: BatchSummary) {
  if (queued) return 'issue.handed-over';
  if (dryRun) return 'issue.checked';
  if (cancelled) return 'issue.cancelled';
  return stopped ? 'issue.paused' : 'issue.done';
}

interface FigureParts {
  readonly name: string;
  readonly value: number;
  readonly tone?: 'good' | 'bad' | undefined;
}

function Figure({ name, value, tone }: FigureParts) {
  const { i18n } = useTranslation();
  return (
    <div className={tone}>
      <dt>{name}</dt>
      <dd>{new Intl.NumberFormat(localeOf(i18n.language)).format(value)}</dd>
    </div>
  );
}

const SHOWN = 200;

function Refusals({ refusals }: { readonly refusals: BatchSummary['refusals'] }) {
  const { t } = useTranslation();
  const words = useProblemWords();
  return (
    <>
      <h3 id="refusals">{t('issue.refused')}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1). */}
      <ol className="refusals" tabIndex={0} aria-labelledby="refusals">
        {refusals.slice(0, SHOWN).map(({ row, name, problems }) => (
          <li key={row}>
            <strong>{name}</strong>
            {problems.map((problem) => (
              <p key={JSON.stringify(problem)}>{words(problem)}</p>
            ))}
          </li>
        ))}
      </ol>
      {refusals.length > SHOWN && (
        <p className="hint">{t('issue.refused.more', { number: refusals.length - SHOWN })}</p>
      )}
    </>
  );
}
