import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { DueSummary } from '../../shared/desk/extend.ts';
import type { Problem } from '../../shared/problem.ts';
import { ask } from '../desk.ts';
import { localeOf } from '../locale.ts';
import { useSettings } from '../settings/settings.tsx';
import { FileField } from '../ui/file-field.tsx';
import { ProblemList } from '../ui/problem-list.tsx';
import { DueList } from './due-list.tsx';
import { RaisingForm } from './raising-form.tsx';
import { RaisingProgress } from './raising-progress.tsx';
import { RaisingResult } from './raising-result.tsx';
import { useRaising } from './use-raising.ts';
import './extension.css';

/** Days: what falls due later can wait. */
const WITHIN = 365;
const LEVELS = ['B', 'T', 'LT', 'LTA'] as const;

/** Seals that were made offline and are still to be raised, and those whose proof ages. */
export function ExtensionQueue() {
  const { t, i18n } = useTranslation();
  const { settings, keep } = useSettings();
  const { register } = settings;
  const [looking, setLooking] = useState(false);
  const [due, setDue] = useState<DueSummary>();
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const { state, start, cancel, forget } = useRaising();
  const number = new Intl.NumberFormat(localeOf(i18n.language));
  const day = new Intl.DateTimeFormat(localeOf(i18n.language), { dateStyle: 'long' });

  const look = async (path: string) => {
    setLooking(true);
    const reply = await ask('extend.due', { files: [], register: path, within: WITHIN });
    setLooking(false);
    setDue(reply.ok ? reply.value : undefined);
    setProblems(reply.ok ? [] : reply.problems);
  };
  const running = state.kind === 'running';
  const [first] = due?.due ?? [];
  const below = due ? due.files - countOf(due, 'LTA') : 0;
  return (
    <section className="extension" aria-labelledby="extension">
      <h2 id="extension">{t('extension.title')}</h2>
      <p className="hint">{t('extension.text')}</p>
      <FileField
        label={t('rail.register')}
        icon="register"
        kind="register"
        value={register}
        hint={t('office.register')}
        onChange={(path) => {
          keep({ register: path });
          setDue(undefined);
          forget();
        }}
      />
      {register !== undefined && !running && (
        <Button className="button" isDisabled={looking} onPress={() => void look(register)}>
          {t(due ? 'extension.again' : 'extension.look')}
        </Button>
      )}
      <ProblemList problems={problems} />
      {due?.files === 0 && <p className="empty">{t('extension.none')}</p>}
      {due && due.files > 0 && (
        <>
          <dl className="figures">
            {LEVELS.map((level) => (
              <div key={level}>
                <dt>{t('extension.level', { level })}</dt>
                <dd>{number.format(countOf(due, level))}</dd>
              </div>
            ))}
          </dl>
          <div role="status">
            {below > 0 && <p>{t('extension.below', { number: number.format(below) })}</p>}
            <p>
              {first
                ? t('extension.due', { count: due.due.length, day: day.format(new Date(first.until)) })
                : t('extension.fine')}
            </p>
          </div>
          <DueList due={due.due} />
        </>
      )}
      {register !== undefined && due && due.files > 0 && !running && (
        <RaisingForm
          agedAtLta={due.due.filter(({ level }) => level.endsWith('-LTA')).map(({ file }) => file)}
          onRaise={(means) => {
            setDue(undefined);
            void start({ ...means, register }).then(() => look(register));
          }}
        />
      )}
      {running && <RaisingProgress progress={state.progress} onCancel={cancel} />}
      {state.kind === 'refused' && <ProblemList problems={state.problems} />}
      {state.kind === 'ended' && <RaisingResult summary={state.summary} />}
    </section>
  );
}

/** Of all formats. */
function countOf({ levels }: DueSummary, level: (typeof LEVELS)[number]): number {
  return Object.entries(levels)
    .filter(([name]) => name.endsWith(`-${level}`))
    .reduce((sum, [, count]) => sum + count, 0);
}
