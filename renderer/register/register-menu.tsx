import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useGo } from '../place.ts';
import { useSettings } from '../settings/settings.tsx';
import { Icon } from '../ui/icon.tsx';

/** What opens over the register. */
export type RegisterWork = 'publish' | 'many' | 'due';

interface MenuParts {
  readonly register: string;
  readonly onWork: (work: RegisterWork) => void;
  /** Another register. */
  readonly onOpen: () => void;
}

const ITEMS = [
  ['audit', 'audit.title'],
  ['figures', 'figures.open'],
  ['publish', 'register.publish'],
  ['many', 'register.many'],
  ['reissue', 'register.reissue.many'],
  ['due', 'register.due'],
  ['other', 'register.open'],
] as const;

/** What is done to the register as a whole, and seldom. */
export function RegisterMenu({ register, onWork, onOpen }: MenuParts) {
  const { t } = useTranslation();
  const go = useGo();
  const { settings } = useSettings();
  const { template, seal, sealKey, out } = settings;
  const choose = (item: (typeof ITEMS)[number][0]) => {
    if (item === 'audit' || item === 'figures') return go({ screen: item, register });
    if (item === 'other') return onOpen();
    if (item !== 'reissue') return onWork(item);
    const kept = { ...(template && { template }), ...(seal && { seal, sealKey }), ...(out && { out }) };
    go({ screen: 'issue', project: { ...kept, replaces: { register } } });
  };
  return (
    <MenuTrigger>
      <Button className="button more-open">
        {t('register.more')}
        <Icon name="right" />
      </Button>
      <Popover className="popover">
        <Menu className="list-box" aria-label={t('register.more')}>
          {ITEMS.map(([item, words]) => (
            <MenuItem key={item} className={`list-item ${item}-open`} onAction={() => choose(item)}>
              {t(words)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
