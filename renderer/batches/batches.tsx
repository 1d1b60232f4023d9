import { useCallback, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { JobReport } from '../../shared/desk/batch.ts';
import type { Problem } from '../../shared/problem.ts';
import { ask, useAnswer } from '../desk.ts';
import { BatchProgressBar } from '../issue/batch-progress.tsx';
import { useBatch } from '../issue/use-batch.ts';
import { ProblemList } from '../ui/problem-list.tsx';
import { BatchTold } from './batch-told.tsx';
import { Decide } from './decide.tsx';
import { GoOn } from './go-on.tsx';
import './batches.css';

/** What somebody is about to do with which batch. */
interface Doing {
  readonly what: 'decide' | 'go-on';
  readonly batch: string;
}

/** The batches of a register, those for workers apart, that wait for somebody: to be approved, gone on with, or given up. */
export function Batches({ register }: { readonly register: string }) {
  const { t } = useTranslation();
  const [answer, again] = useAnswer(useCallback(() => ask('batch.list', { register }), [register]));
  const [doing, setDoing] = useState<Doing>();
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const run = useBatch();
  const open = answer?.state === 'here' ? answer.value.filter(isOpen) : [];
  // A register that is not there, or whose officers nobody signed in as, is told of where it is opened.
  if (open.length === 0) return null;

  const ended = () => {
    setDoing(undefined);
    setProblems([]);
    again();
  };
  const giveUp = async (batch: string) => {
    const reply = await ask('batch.cancel', { register, batch });
    if (reply.ok) ended();
    else setProblems(reply.problems);
  };
  const goOn = async (batch: string, password: string) => {
    setDoing(undefined);
    setProblems(await run.finish({ register, batch, password, retry: false }));
    again();
  };
  return (
    <section className="batches" aria-labelledby="batches">
      <h2 id="batches">{t('batches.title')}</h2>
      <ul>
        {open.map((job) => (
          <li key={job.batch}>
            <BatchTold job={job} />
            {doing?.batch !== job.batch && run.state.kind !== 'running' && (
              <div className="actions">
                {job.state === 'waiting' ? (
                  <Button
                    className="button primary"
                    onPress={() => setDoing({ what: 'decide', batch: job.batch })}
                  >
                    {t('batches.decide')}
                  </Button>
                ) : (
                  <Button
                    className="button primary"
                    onPress={() => setDoing({ what: 'go-on', batch: job.batch })}
                  >
                    {t('issue.go-on')}
                  </Button>
                )}
                <Button className="button" onPress={() => void giveUp(job.batch)}>
                  {t('batches.give-up')}
                </Button>
              </div>
            )}
            {doing?.batch === job.batch && doing.what === 'decide' && (
              <Decide register={register} job={job} onDone={ended} onCancel={() => setDoing(undefined)} />
            )}
            {doing?.batch === job.batch && doing.what === 'go-on' && (
              <GoOn
                job={job}
                onGo={(password) => void goOn(job.batch, password)}
                onCancel={() => setDoing(undefined)}
              />
            )}
          </li>
        ))}
      </ul>
      {run.state.kind === 'running' && <BatchProgressBar state={run.state} tell={run.tell} />}
      <ProblemList problems={problems} />
    </section>
  );
}

function isOpen({ forWorkers, state, rows }: JobReport): boolean {
  if (forWorkers) return false;
  return state === 'waiting' || ((state === 'paused' || state === 'interrupted') && rows.planned > 0);
}
