import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobReport } from '../../shared/desk/batch.ts';
import type { RegisterRow } from '../../shared/desk/register.ts';
import { ask } from '../desk.ts';
import { localeOf } from '../locale.ts';
import { useGo } from '../place.ts';
import { haveOpen } from '../register/opened.ts';
import { nameOf } from '../ui/name-of.ts';
import type { Command } from './commands.ts';

/** Shorter searches would find half of the register. */
const LEAST_LETTERS = 2;
const MOST_FOUND = 8;
const MOST_BATCHES = 5;

/** Credentials of the register that fit a search, as they come; a register that refuses has none to show. */
export function useCredentials(register: string | undefined, search: string): readonly Command[] {
  const go = useGo();
  const [rows, setRows] = useState<readonly RegisterRow[]>([]);
  const wanted = search.trim();
  useEffect(() => {
    if (register === undefined || wanted.length < LEAST_LETTERS) return setRows([]);
    let current = true;
    const find = async () => {
      if (!(await haveOpen(register)) || !current) return;
      const reply = await ask('register.entries', { search: wanted, offset: 0, limit: MOST_FOUND });
      if (current) setRows(reply.ok ? reply.value.entries : []);
    };
    void find();
    return () => {
      current = false;
    };
  }, [register, wanted]);
  return rows.map(({ id, name, serial, title }) => ({
    ...{ id: `credential ${id}`, icon: 'seal', text: name || serial, detail: `${serial} · ${title}` },
    run: () => go({ screen: 'register', credential: id }),
  }));
}

/** The newest batches: one that waits leads to where it is gone on with, a finished one to its folder. */
export function useBatches(register: string | undefined): readonly Command[] {
  const go = useGo();
  const { t, i18n } = useTranslation();
  const [jobs, setJobs] = useState<readonly JobReport[]>([]);
  useEffect(() => {
    if (register === undefined) return;
    void ask('batch.list', { register }).then((reply) => {
      if (reply.ok) setJobs(reply.value);
    });
  }, [register]);
  const moment = new Intl.DateTimeFormat(localeOf(i18n.language), {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  return jobs
    .toSorted((one, other) => other.startedAt.localeCompare(one.startedAt))
    .slice(0, MOST_BATCHES)
    .map(({ batch, roster, startedAt, state, out }) => {
      const ended = state === 'done' || state === 'cancelled';
      const next = ended ? t('issue.reveal') : t(`batches.state.${state}`);
      return {
        ...{ id: `batch ${batch}`, icon: ended ? 'folder' : 'issue', text: nameOf(roster) },
        detail: `${moment.format(new Date(startedAt))} · ${next}`,
        run: () => (ended ? void window.shell.reveal(out) : go({ screen: 'home' })),
      };
    });
}
