import { useCallback } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { THEMES } from '../../shared/desk/settings.ts';
import { isWindowLanguage, LANGUAGES } from '../../shared/language.ts';
import { ask, useAnswer } from '../desk.ts';
import { nativeName } from '../locale.ts';
import { useGo } from '../place.ts';
import { TestSheetButton } from '../printing/test-sheet.tsx';
import { Choice } from '../ui/choice.tsx';
import { LICENCE, PRODUCT } from '../ui/product.ts';
import { Screen } from '../ui/screen.tsx';
import { TrustedCertificates } from '../verify/trusted-certificates.tsx';
import { NetworkLog } from './network-log.tsx';
import { OrganisationPolicy } from './organisation-policy.tsx';
import { useSettings } from './settings.tsx';
import './settings.css';

const about = () => ask('studio.about');

export function SettingsScreen() {
  const { t, i18n } = useTranslation();
  const go = useGo();
  const { settings, keep } = useSettings();
  const [studio] = useAnswer(useCallback(about, []));
  const language = isWindowLanguage(i18n.language) ? i18n.language : 'en';
  const { theme = 'system' } = settings;
  return (
    <Screen title={t('rail.settings')}>
      <div className="settings">
        <section>
          <h2>{t('settings.language')}</h2>
          <p className="hint">{t('settings.language.text')}</p>
          <Choice
            label={t('settings.language')}
            value={language}
            options={LANGUAGES.map((key) => ({ key, text: nativeName(key) })).sort((a, b) =>
              a.text.localeCompare(b.text, language),
            )}
            onChange={(chosen) => keep({ language: chosen })}
          />
        </section>
        <section>
          <h2>{t('settings.theme')}</h2>
          <Choice
            label={t('settings.theme')}
            value={theme}
            options={THEMES.map((key) => ({ key, text: t(`settings.theme.${key}`) }))}
            onChange={(chosen) => keep({ theme: chosen })}
          />
        </section>
        <section>
          <h2>{t('institution.title')}</h2>
          <p className="hint">{t('institution.text')}</p>
          <Button className="button" onPress={() => go({ screen: 'institution' })}>
            {t('institution.change')}
          </Button>
        </section>
        <section>
          <h2>{t('office.title')}</h2>
          <p className="hint">{t('office.text')}</p>
          <Button className="button office-open" onPress={() => go({ screen: 'office' })}>
            {t('office.open')}
          </Button>
        </section>
        <section>
          <h2>{t('verify.trusted')}</h2>
          <p className="hint">{t('settings.trust.text')}</p>
          <TrustedCertificates />
        </section>
        <section>
          <h2>{t('settings.network')}</h2>
          <p className="hint">{t('settings.network.text')}</p>
          <NetworkLog />
        </section>
        <section>
          <h2>{t('print.title')}</h2>
          <TestSheetButton />
        </section>
        <OrganisationPolicy />
        <section>
          <h2>{t('settings.about')}</h2>
          <p className="hint">
            {`${PRODUCT} ${studio?.state === 'here' ? studio.value.version : ''} · ${LICENCE}`}
          </p>
          <Button
            className="button"
            onPress={() =>
              keep({
                template: undefined,
                seal: undefined,
                sealKey: undefined,
                register: undefined,
                out: undefined,
              })
            }
          >
            {t('settings.forget')}
          </Button>
        </section>
      </div>
    </Screen>
  );
}
