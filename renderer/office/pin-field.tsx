import { type RefObject, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { PIN_LENGTH } from '../../shared/desk/office.ts';

interface PinParts {
  readonly input: RefObject<HTMLInputElement | null>;
  /** A PIN that is chosen here is said to be long enough. */
  readonly chosen?: boolean;
}

/** Like a seal's password: in the page's own field and in no state. */
export function PinField({ input, chosen = false }: PinParts) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <label className="field" htmlFor={id}>
      <span className="label">{t(chosen ? 'office.pin.new' : 'office.pin')}</span>
      <input
        id={id}
        ref={input}
        type="password"
        autoComplete="off"
        spellCheck={false}
        maxLength={PIN_LENGTH.most}
      />
      {chosen && <span className="hint">{t('office.pin.hint', { least: PIN_LENGTH.least })}</span>}
    </label>
  );
}
