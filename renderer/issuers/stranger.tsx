import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { SealerReport } from '../../shared/desk/trust.ts';

/** As it is compared: without the spaces and colons that people put between. */
export function compared(typed: string): string {
  return typed.replace(/[\s:]/g, '').toLowerCase();
}

interface StrangerParts {
  readonly sealer: SealerReport;
  readonly typed: string;
  readonly onType: (typed: string) => void;
  /** What is known of them. */
  readonly about: ReactNode;
  /** Said at once when what was typed is another fingerprint. */
  readonly tellsDifference?: boolean;
  readonly children: ReactNode;
}

/** Somebody met for the first time: their fingerprint is typed from elsewhere, so that it was really compared. */
export function Stranger({ sealer, typed, onType, about, tellsDifference = false, children }: StrangerParts) {
  const { t } = useTranslation();
  const id = useId();
  const differs = compared(typed).length >= 64 && compared(typed) !== sealer.fingerprint;
  return (
    <section className="first-use" aria-labelledby={`${id}-name`}>
      <h2 id={`${id}-name`}>{sealer.name ?? sealer.subject}</h2>
      {about}
      <p>{t('issuers.question')}</p>
      <label className="field" htmlFor={id}>
        <span className="label">{t('issuers.enter')}</span>
        <input
          id={id}
          value={typed}
          spellCheck={false}
          autoComplete="off"
          aria-describedby={tellsDifference ? `${id}-differs` : undefined}
          onChange={(event) => onType(event.target.value)}
        />
      </label>
      {tellsDifference && (
        <p id={`${id}-differs`} role="status" className="differs">
          {differs ? t('issuers.differs') : ''}
        </p>
      )}
      {children}
    </section>
  );
}
