import { type RefObject, useId } from 'react';
import { useTranslation } from 'react-i18next';

/** Typed into the page's own field and nowhere else: it is in no state, and gone once it was taken. */
export function SealPassword({ input }: { readonly input: RefObject<HTMLInputElement | null> }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <label className="field" htmlFor={id}>
      <span className="label">{t('issue.password')}</span>
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
