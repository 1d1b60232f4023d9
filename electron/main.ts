import { join } from 'node:path';
import { app, type BrowserWindow, dialog, ipcMain, utilityProcess } from 'electron';
import type { DeskName } from '../shared/desk.ts';
import { refused } from '../shared/problem.ts';
import { CHANNELS, CHOOSABLE_FILES, type ChoosableFile } from '../shared/shell.ts';
import { setMenu } from './menu.ts';
import { type Ask, connectDesk } from './port.ts';
import { type Frame, isOurPage } from './sender.ts';
import { ORIGIN, openWindow, registerScheme, servePages } from './window.ts';

/** Built beside us by electron.vite.config.ts. */
const BUILT = {
  worker: join(import.meta.dirname, 'worker.js'),
  preload: join(import.meta.dirname, '../preload/preload.cjs'),
  pages: join(import.meta.dirname, '../renderer'),
};

const FILTERS: Readonly<Record<ChoosableFile, readonly string[]>> = {
  register: ['sqlite'],
  template: ['json'],
  roster: ['csv', 'xlsx', 'ods', 'tsv', 'txt', 'xls'],
  seal: ['p12', 'pfx'],
};

registerScheme();
app.enableSandbox();
if (app.requestSingleInstanceLock()) void app.whenReady().then(open);
else app.quit();
app.on('window-all-closed', () => app.quit());

function open(): void {
  setMenu();
  servePages(BUILT.pages);
  const window = openWindow(BUILT.preload);
  routeDesk(window, startStudio(window));
  routeDialogs(window);
}

/** The studio lives in a process of its own; this one only passes on. */
function startStudio(window: BrowserWindow): Ask {
  const studio = utilityProcess.fork(BUILT.worker);
  return connectDesk(studio, (event) => window.webContents.send(CHANNELS.event, event));
}

function routeDesk(window: BrowserWindow, ask: Ask): void {
  ipcMain.handle(CHANNELS.ask, (event, name: unknown, ...order: readonly unknown[]) => {
    if (!comesFromUs(window, event)) return refused({ code: 'desk.request-wrong' });
    // The studio's own door checks the name and the order; they are only carried here.
    return (ask as (name: DeskName, ...order: readonly unknown[]) => unknown)(name as DeskName, ...order);
  });
}

function routeDialogs(window: BrowserWindow): void {
  ipcMain.handle(CHANNELS.choose, async (event, what: unknown) => {
    const known = CHOOSABLE_FILES.find((each) => each === what);
    if (!comesFromUs(window, event) || !known) return undefined;
    const { canceled, filePaths } = await dialog.showOpenDialog(window, {
      properties: ['openFile'],
      filters: [{ name: known, extensions: [...FILTERS[known]] }],
    });
    return canceled ? undefined : filePaths[0];
  });
}

function comesFromUs(
  window: BrowserWindow,
  event: { readonly senderFrame: Frame | null; readonly sender: unknown },
): boolean {
  return event.sender === window.webContents && isOurPage(event.senderFrame, ORIGIN);
}
