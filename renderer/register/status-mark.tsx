import { useTranslation } from 'react-i18next';
import type { CredentialStatus } from '../../shared/desk/register.ts';

/** Said in words, not by colour alone. */
export function StatusMark({ status }: { readonly status: CredentialStatus }) {
  const { t } = useTranslation();
  return <span className={`status-mark ${status}`}>{t(`register.status.${status}`)}</span>;
}
