import { useState } from 'react';
import {
  Autocomplete,
  Collection,
  Dialog,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  SearchField,
  Text,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { MenuCommand } from '../../shared/shell.ts';
import { useTrial } from '../home/use-trial.ts';
import { useSession } from '../office/office-keeper.tsx';
import { useGo } from '../place.ts';
import { useSettings } from '../settings/settings.tsx';
import { fits } from '../ui/beginnings.ts';
import { Icon } from '../ui/icon.tsx';
import { actionCommands, type Command, type Situation, screenCommands } from './commands.ts';
import { isMac, labelOf } from './keys.ts';
import { useBatches, useCredentials } from './use-register-commands.ts';
import './palette.css';

interface PaletteParts {
  readonly onClose: () => void;
  /** Opens what else lies above the screens. */
  readonly show: (sheet: MenuCommand) => void;
}

/** Everything that can be reached from the keys: screens, what can be done, batches and credentials of the register. */
export function Palette({ onClose, show }: PaletteParts) {
  const { t } = useTranslation();
  const go = useGo();
  const { settings, keep } = useSettings();
  const { officer, signOut } = useSession();
  const { tryOut } = useTrial();
  const [search, setSearch] = useState('');
  const situation: Situation = {
    ...{ t, settings, officer, go, keep, signOut, show },
    tryOut: () => void tryOut(),
  };
  const credentials = useCredentials(settings.register, search);
  const batches = useBatches(settings.register);
  const searching = search.trim() !== '';
  const found = (commands: readonly Command[]) =>
    commands.filter(({ text, detail = '', hidden }) =>
      searching ? fits(`${text} ${detail}`, search) : !hidden,
    );
  const groups = [
    { id: 'actions', title: t('palette.actions'), commands: found(actionCommands(situation)) },
    { id: 'screens', title: t('menu.go'), commands: found(screenCommands(situation)) },
    { id: 'batches', title: t('palette.batches'), commands: found(batches) },
    { id: 'credentials', title: t('palette.credentials'), commands: credentials },
  ].filter(({ commands }) => commands.length > 0);

  const run = (id: string) => {
    const chosen = groups.flatMap(({ commands }) => commands).find((command) => command.id === id);
    onClose();
    chosen?.run();
  };
  return (
    <ModalOverlay
      className="overlay palette-overlay"
      isOpen
      isDismissable
      onOpenChange={(open) => !open && onClose()}
    >
      <Modal className="modal palette">
        <Dialog aria-label={t('palette.title')}>
          <Autocomplete inputValue={search} onInputChange={setSearch}>
            <SearchField className="palette-search" aria-label={t('palette.search')} autoFocus>
              <Icon name="verify" />
              <Input placeholder={t('palette.search')} />
            </SearchField>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1). */}
            <section className="palette-list" tabIndex={0} aria-label={t('palette.title')}>
              <Menu
                aria-label={t('palette.title')}
                items={groups}
                onAction={(id) => run(String(id))}
                renderEmptyState={() => <p className="hint">{t('palette.nothing', { search })}</p>}
              >
                {(group) => (
                  <MenuSection id={group.id}>
                    <Header className="palette-head">{group.title}</Header>
                    <Collection items={group.commands}>
                      {(command) => <CommandLine command={command} />}
                    </Collection>
                  </MenuSection>
                )}
              </Menu>
            </section>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function CommandLine({ command }: { readonly command: Command }) {
  const { i18n } = useTranslation();
  const { id, icon, text, detail, shortcut } = command;
  return (
    <MenuItem id={id} textValue={text} className="palette-item">
      <Icon name={icon} />
      <Text slot="label">
        {text} {shortcut !== undefined && <kbd>{labelOf(shortcut, isMac(), i18n.language)}</kbd>}
      </Text>
      {detail !== undefined && (
        <Text slot="description" className="hint">
          {detail}
        </Text>
      )}
    </MenuItem>
  );
}
