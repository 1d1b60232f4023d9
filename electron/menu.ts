import { Menu, type MenuItemConstructorOptions } from 'electron';
import { SCREENS, type ScreenName } from '../shared/shell.ts';

/** Words of locales/<language>/app.json under `menu.` and `rail.`. */
type Say = (key: string) => string;

/** The menu bar in the window's own language: Electron's roles would speak English everywhere but on a Mac. */
export function setMenu(say: Say, go: (screen: ScreenName) => void): void {
  const role = (name: NonNullable<MenuItemConstructorOptions['role']>): MenuItemConstructorOptions => ({
    role: name,
    label: say(`menu.${name}`),
  });
  const line: MenuItemConstructorOptions = { type: 'separator' };
  const mac = process.platform === 'darwin';
  const screens = SCREENS.map(
    (screen, index): MenuItemConstructorOptions => ({
      label: say(`rail.${screen}`),
      accelerator: screen === 'settings' ? 'CmdOrCtrl+,' : `CmdOrCtrl+${index + 1}`,
      click: () => go(screen),
    }),
  );
  const edits = (['undo', 'redo'] as const).map(role);
  const copies = (['cut', 'copy', 'paste', 'selectAll'] as const).map(role);
  const looks = (['resetZoom', 'zoomIn', 'zoomOut'] as const).map(role);
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(mac
        ? [
            {
              label: 'Sealwright',
              submenu: [role('hide'), role('hideOthers'), role('unhide'), line, role('quit')],
            },
          ]
        : []),
      { label: say('menu.go'), submenu: [...screens, ...(mac ? [] : [line, role('quit')])] },
      { label: say('menu.edit'), submenu: [...edits, line, ...copies] },
      { label: say('menu.view'), submenu: [...looks, line, role('togglefullscreen')] },
      { label: say('menu.window'), submenu: [role('minimize'), role('close')] },
    ]),
  );
}
