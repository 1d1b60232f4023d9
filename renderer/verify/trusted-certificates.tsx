import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useSettings } from '../settings/settings.tsx';
import { Icon } from '../ui/icon.tsx';
import { nameOf } from '../ui/name-of.ts';

/** The roots a verdict may rest on; without one nothing can be better than undetermined. */
export function TrustedCertificates() {
  const { t } = useTranslation();
  const { settings, keep } = useSettings();
  const trust = settings.trust ?? [];
  const add = async () => {
    const paths = await window.shell.choose('certificate');
    if (paths.length > 0) keep({ trust: [...new Set([...trust, ...paths])] });
  };
  return (
    <div className="trusted">
      <ul aria-label={t('verify.trusted')}>
        {trust.map((path) => (
          <li key={path} className="chip" title={path}>
            {nameOf(path)}
            <Button
              className="chip-remove"
              aria-label={t('verify.untrust', { name: nameOf(path) })}
              onPress={() => keep({ trust: trust.filter((other) => other !== path) })}
            >
              <Icon name="cross" />
            </Button>
          </li>
        ))}
      </ul>
      <Button className="button" onPress={add}>
        <Icon name="plus" />
        {t('verify.trust')}
      </Button>
    </div>
  );
}
