import { useCallback, useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { JobReport } from '../../shared/desk/batch.ts';
import type { Problem } from '../../shared/problem.ts';
import { ask, useAnswer } from '../desk.ts';
import { BatchProgressBar } from '../issue/batch-progress.tsx';
import { ProblemList } from '../ui/problem-list.tsx';
import { BatchTold } from './batch-told.tsx';
import { Decide } from './decide.tsx';
import { progressOf, type Seen, seeBatches } from './pace.ts';
import './batches.css';

/** How often we look how far the workers are. */
const LOOK_MILLISECONDS = 2000;

/** The batches of a register that workers seal: how far they are, held up, gone on with, given up, and the refused tried again. */
export function WorkerBatches({ register }: { readonly register: string }) {
  const { t } = useTranslation();
  const [answer, again] = useAnswer(useCallback(() => ask('batch.list', { register }), [register]));
  const [deciding, setDeciding] = useState<string>();
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const seen = useRef<ReadonlyMap<string, Seen>>(new Map());
  const jobs = answer?.state === 'here' ? answer.value.filter(isOpen) : [];
  const moving = jobs.some(({ state }) => state === 'running' || state === 'queued');
  useEffect(() => {
    if (!moving) return;
    const looking = setInterval(again, LOOK_MILLISECONDS);
    return () => clearInterval(looking);
  }, [moving, again]);
  // A register that is not there, or whose officers nobody signed in as, is told of where it is opened.
  if (jobs.length === 0) return null;
  const now = performance.now();
  seen.current = seeBatches(jobs, seen.current, now);

  const change = async (asked: Promise<{ ok: true } | { ok: false; problems: readonly Problem[] }>) => {
    const reply = await asked;
    setProblems(reply.ok ? [] : reply.problems);
    setDeciding(undefined);
    again();
  };
  const resume = (batch: string, retry: boolean) =>
    // Workers have the seal.
    void change(ask('batch.resume', { register, batch, password: '', retry }));
  const tell = (batch: string) => (name: 'batch.cancel' | 'batch.pause' | 'batch.continue') =>
    name === 'batch.continue' ? resume(batch, false) : void change(ask(name, { register, batch }));
  return (
    <section className="batches" aria-labelledby="worker-batches">
      <h2 id="worker-batches">{t('batches.workers')}</h2>
      <ul>
        {jobs.map((job) => (
          <li key={job.batch} className={`at-workers ${job.state}`}>
            <BatchTold job={job} stateless={job.state !== 'done' && job.state !== 'waiting'} />
            {job.state === 'done' ? (
              <Ended
                job={job}
                retry={() => resume(job.batch, true)}
                giveUp={() => tell(job.batch)('batch.cancel')}
              />
            ) : job.state === 'waiting' ? (
              <div className="actions">
                <Button className="button primary" onPress={() => setDeciding(job.batch)}>
                  {t('batches.decide')}
                </Button>
              </div>
            ) : (
              <BatchProgressBar
                state={{
                  ...{ kind: 'running', dryRun: false },
                  progress: progressOf(job, seen.current.get(job.batch), now),
                }}
                doing={job.state === 'queued' ? t('batches.state.queued') : undefined}
                tell={tell(job.batch)}
              />
            )}
            {deciding === job.batch && (
              <Decide
                register={register}
                job={job}
                onDone={() => void change(Promise.resolve({ ok: true }))}
                onCancel={() => setDeciding(undefined)}
              />
            )}
          </li>
        ))}
      </ul>
      <ProblemList problems={problems} />
    </section>
  );
}

interface EndedParts {
  readonly job: JobReport;
  readonly retry: () => void;
  readonly giveUp: () => void;
}

/** All rows have ended, and some were refused. */
function Ended({ job, retry, giveUp }: EndedParts) {
  const { t } = useTranslation();
  const { rows } = job;
  return (
    <div className="actions">
      <span className="hint">
        {t('issue.figure.issued')}: {rows.verified + rows.delivered} · {t('issue.figure.refused')}:{' '}
        {rows.refused}
      </span>
      <Button className="button primary" onPress={retry}>
        {t('issue.retry')}
      </Button>
      <Button className="button" onPress={giveUp}>
        {t('batches.give-up')}
      </Button>
    </div>
  );
}

function isOpen({ forWorkers, state, rows }: JobReport): boolean {
  return forWorkers && state !== 'cancelled' && (state !== 'done' || rows.refused > 0);
}
