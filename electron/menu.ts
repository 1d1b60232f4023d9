import { Menu, type MenuItemConstructorOptions } from 'electron';
import { type MenuCommand, SCREENS, SHORTCUTS } from '../shared/shell.ts';

/** Words of locales/<language>/app.json under `menu.` and `rail.`. */
type Say = (key: string) => string;

/** The menu bar in the window's own language: Electron's roles would speak English everywhere but on a Mac. */
export function setMenu(say: Say, choose: (command: MenuCommand) => void): void {
  const role = (name: NonNullable<MenuItemConstructorOptions['role']>): MenuItemConstructorOptions => ({
    role: name,
    label: say(`menu.${name}`),
  });
  const line: MenuItemConstructorOptions = { type: 'separator' };
  const mac = process.platform === 'darwin';
  const item = (command: MenuCommand, label: string): MenuItemConstructorOptions => ({
    label: say(label),
    accelerator: SHORTCUTS[command].replace('Mod', 'CmdOrCtrl'),
    click: () => choose(command),
  });
  const screens = SCREENS.filter((screen) => screen !== 'help').map((screen) =>
    item(screen, `rail.${screen}`),
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
      {
        label: say('menu.go'),
        submenu: [item('palette', 'palette.title'), line, ...screens, ...(mac ? [] : [line, role('quit')])],
      },
      { label: say('menu.edit'), submenu: [...edits, line, ...copies] },
      { label: say('menu.view'), submenu: [...looks, line, role('togglefullscreen')] },
      { label: say('menu.window'), submenu: [role('minimize'), role('close')] },
      {
        // On a Mac the role puts the system's own search of all menus in front.
        role: 'help',
        label: say('rail.help'),
        submenu: [item('help', 'help.guides'), item('shortcuts', 'shortcuts.title')],
      },
    ]),
  );
}
