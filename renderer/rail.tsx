import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { SCREENS, type ScreenName } from '../shared/shell.ts';
import { useSession } from './office/office-keeper.tsx';
import { useGo } from './place.ts';
import { Crest } from './ui/crest.tsx';
import { Icon, type IconName } from './ui/icon.tsx';
import { PRODUCT } from './ui/product.ts';

export const SCREEN_ICONS: Readonly<Record<ScreenName, IconName>> = {
  home: 'home',
  templates: 'template',
  issue: 'issue',
  register: 'register',
  seals: 'seal',
  verify: 'verify',
  issuers: 'people',
  settings: 'settings',
  help: 'question',
};

interface RailParts {
  readonly current: ScreenName;
  readonly onHelp: () => void;
}

export function Rail({ current, onHelp }: RailParts) {
  const { t } = useTranslation();
  const go = useGo();
  const { officer, signOut } = useSession();
  return (
    <nav className="rail" aria-label={t('rail.label')}>
      <div className="rail-head">
        <Crest />
        <span className="brand">{PRODUCT}</span>
      </div>
      <ul>
        {SCREENS.map((screen) => (
          <li key={screen} className={screen === 'settings' ? 'apart' : undefined}>
            <Button
              className="rail-item"
              aria-current={screen === current ? 'page' : 'false'}
              onPress={() => (screen === 'help' ? onHelp() : go({ screen }))}
            >
              <Icon name={SCREEN_ICONS[screen]} />
              {t(`rail.${screen}`)}
            </Button>
          </li>
        ))}
      </ul>
      {officer && (
        <div className="rail-officer">
          <span>{officer.name}</span>
          <Button className="button" onPress={signOut}>
            <Icon name="locked" />
            {t('office.lock.now')}
          </Button>
        </div>
      )}
    </nav>
  );
}
