import { useCallback, useState } from 'react';
import { Label, TextArea, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { DueList } from '../../shared/desk/due.ts';
import type { Problem } from '../../shared/problem.ts';
import { ask, useAnswer } from '../desk.ts';
import { localeOf } from '../locale.ts';
import { RegisterDialog } from './register-dialog.tsx';

/** More nobody reads here; all of them are counted, and erased. */
const MOST_SHOWN = 100;
const DAYS_AHEAD = 90;

interface DialogParts {
  readonly register: string;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** Whose time of keeping is over by today, to be erased together, and what expires soon. */
export function DueDialog({ register, onClose, onChanged }: DialogParts) {
  const { t } = useTranslation();
  const [ground, setGround] = useState('');
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [told, setTold] = useState('');
  const today = useCallback(() => ask('register.due', { register, within: 0 }), [register]);
  const soon = useCallback(() => ask('register.due', { register, within: DAYS_AHEAD }), [register]);
  const [due, again] = useAnswer(today);
  const [ahead] = useAnswer(soon);
  const forget = due?.state === 'here' ? due.value.forget : undefined;
  const expire = ahead?.state === 'here' ? ahead.value.expire : undefined;
  const refused = [due, ahead].flatMap((answer) => (answer?.state === 'refused' ? answer.problems : []));
  const erase = async () => {
    const credentials = forget?.entries.map(({ id }) => id) ?? [];
    setBusy(true);
    const reply = await ask('register.erase', { register, credentials, ground, reason: 'retention' });
    setBusy(false);
    setProblems(reply.ok ? [] : reply.problems);
    if (!reply.ok) return;
    setTold(t('print.number', { number: reply.value.changed }));
    again();
    onChanged();
  };
  const some = forget !== undefined && forget.total > 0;
  return (
    <RegisterDialog
      title={t('register.due')}
      problems={[...refused, ...problems]}
      told={told}
      {...(some && {
        does: { text: t('register.due.do'), off: busy || ground.trim() === '', run: erase },
      })}
      onClose={onClose}
    >
      {forget && <Listed title={t('register.due.forget', { number: forget.total })} list={forget} />}
      {some && (
        <>
          <p className="hint">{t('register.erase.text')}</p>
          <TextField className="field" value={ground} onChange={setGround} isRequired>
            <Label className="label">{t('register.ground')}</Label>
            <TextArea rows={2} />
          </TextField>
        </>
      )}
      {expire && (
        <Listed title={t('register.due.expire', { days: DAYS_AHEAD, number: expire.total })} list={expire} />
      )}
    </RegisterDialog>
  );
}

function Listed({ title, list }: { readonly title: string; readonly list: DueList }) {
  const { i18n } = useTranslation();
  const day = new Intl.DateTimeFormat(localeOf(i18n.language), { dateStyle: 'medium', timeZone: 'UTC' });
  return (
    <section>
      <h3>{title}</h3>
      {list.entries.length > 0 && (
        <ul className="due-list">
          {list.entries.slice(0, MOST_SHOWN).map(({ id, serial, name, title: what, on }) => (
            <li key={id}>
              {name} <code>{serial}</code>
              <span className="hint">
                {what} · {day.format(new Date(`${on}T00:00:00Z`))}
              </span>
            </li>
          ))}
          {list.total > MOST_SHOWN && <li>…</li>}
        </ul>
      )}
    </section>
  );
}
