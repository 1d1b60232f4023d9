import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { SCREENS, SHORTCUTS } from '../../shared/shell.ts';
import { isMac, labelOf } from './keys.ts';
import './palette.css';

/** The keys of the window, and those of a template's page as renderer/designer/keyboard.ts has them. */
export function ShortcutsSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const everywhere = [
    [t('palette.title'), SHORTCUTS.palette],
    ...SCREENS.map((screen) => [t(`rail.${screen}`), SHORTCUTS[screen]] as const),
    [t('shortcuts.title'), SHORTCUTS.shortcuts],
  ] as const;
  const designing = [
    [t('shortcuts.move'), '←↑→↓'],
    [t('designer.earlier'), 'Mod+↑'],
    [t('designer.later'), 'Mod+↓'],
    [t('menu.undo'), 'Mod+Z'],
    [t('menu.redo'), 'Mod+Shift+Z'],
    [t('menu.cut'), 'Mod+X'],
    [t('menu.copy'), 'Mod+C'],
    [t('menu.paste'), 'Mod+V'],
    [t('shortcuts.duplicate'), 'Mod+D'],
    [t('menu.selectAll'), 'Mod+A'],
    [t('designer.group'), 'Mod+G'],
    [t('designer.ungroup'), 'Mod+Shift+G'],
    [t('shortcuts.remove'), 'Delete'],
  ] as const;
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className="modal shortcuts">
        <Dialog>
          <Heading slot="title">{t('shortcuts.title')}</Heading>
          <div className="shortcut-columns">
            <Keys title={t('menu.go')} keys={everywhere} />
            <Keys title={t('designer.title')} keys={designing} />
          </div>
          <div className="actions">
            <Button className="button" onPress={onClose} autoFocus>
              {t('register.close')}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface KeysParts {
  readonly title: string;
  readonly keys: readonly (readonly [string, string])[];
}

function Keys({ title, keys }: KeysParts) {
  const { i18n } = useTranslation();
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {keys.map(([what, key]) => (
          <div key={key}>
            <dt>{what}</dt>
            <dd>
              <kbd>{labelOf(key, isMac(), i18n.language)}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
