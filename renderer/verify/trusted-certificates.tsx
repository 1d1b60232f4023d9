import { useTranslation } from 'react-i18next';
import { useSettings } from '../settings/settings.tsx';
import { FileChips } from '../ui/file-chips.tsx';

/** The roots a verdict may rest on; without one nothing can be better than undetermined. */
export function TrustedCertificates() {
  const { t } = useTranslation();
  const { settings, keep } = useSettings();
  return (
    <FileChips
      label={t('verify.trusted')}
      kind="certificate"
      files={settings.trust ?? []}
      more={t('verify.trust')}
      removeOf={(name) => t('verify.untrust', { name })}
      onChange={(trust) => keep({ trust })}
    />
  );
}
