import { type RefObject, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { placeOf } from './seal-name.ts';

/** Typed into the page's own field and nowhere else: it is in no state, and gone once it was taken. */
interface PasswordParts {
  readonly input: RefObject<HTMLInputElement | null>;
  /** Whose it is: a token has a PIN, a service a secret. */
  readonly seal?: string | undefined;
}

export function SealPassword({ input, seal = '' }: PasswordParts) {
  const { t } = useTranslation();
  const id = useId();
  const place = placeOf(seal);
  return (
    <label className="field" htmlFor={id}>
      <span className="label">{t(place === 'file' ? 'issue.password' : `issue.password.${place}`)}</span>
      <input id={id} ref={input} type="password" autoComplete="off" spellCheck={false} />
    </label>
  );
}

/** What was typed; the field is empty afterwards. */
export function takePassword(input: RefObject<HTMLInputElement | null>): string {
  const typed = input.current?.value ?? '';
  if (input.current) input.current.value = '';
  return typed;
}
