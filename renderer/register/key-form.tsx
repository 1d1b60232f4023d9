import { useId, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/problem.ts';
import { ask } from '../desk.ts';
import { ProblemList } from '../ui/problem-list.tsx';

/** True when a key would open the register. */
export function isOfKey({ code }: Problem): boolean {
  return code === 'register.key-needed' || code === 'register.key-wrong';
}

/** Asks for the key of an encrypted register; typed into the page's own field, in no state, and gone once taken. */
export function KeyForm({
  register,
  onOpened,
}: {
  readonly register: string;
  readonly onOpened: () => void;
}) {
  const { t } = useTranslation();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const open = async () => {
    const key = input.current?.value ?? '';
    if (key === '') return;
    if (input.current) input.current.value = '';
    const reply = await ask('register.unlock', { register, key });
    setProblems(reply.ok ? [] : reply.problems);
    if (reply.ok) onOpened();
  };
  return (
    <form
      className="seal-form key-form"
      onSubmit={(event) => {
        event.preventDefault();
        void open();
      }}
    >
      <label className="field" htmlFor={id}>
        <span className="label">{t('register.key')}</span>
        <input id={id} ref={input} type="password" autoComplete="off" spellCheck={false} />
      </label>
      <ProblemList problems={problems} />
      <Button className="button primary" type="submit">
        {t('register.open')}
      </Button>
    </form>
  );
}
