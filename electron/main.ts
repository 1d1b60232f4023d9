import { isAbsolute, join } from 'node:path';
import { app, type BrowserWindow, dialog, ipcMain, shell, utilityProcess } from 'electron';
import type { DeskName } from '../shared/desk.ts';
import { refused } from '../shared/problem.ts';
import { CHANNELS, CHOOSABLES, type Choosable } from '../shared/shell.ts';
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

/** Endings of each kind of file; a folder has none. */
const ENDINGS: Readonly<Record<Choosable, readonly string[] | undefined>> = {
  register: ['sqlite'],
  template: ['json'],
  roster: ['csv', 'xlsx', 'ods', 'tsv', 'txt', 'xls'],
  seal: ['p12', 'pfx', 'pem'],
  certificate: ['pem', 'crt', 'cer', 'der'],
  document: ['pdf', 'xml', 'json', 'jsonld', 'jwt', 'png', 'svg'],
  folder: undefined,
};
const SEVERAL: readonly Choosable[] = ['certificate', 'document'];

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
  const env = { ...process.env, SEALWRIGHT_DATA: process.env.SEALWRIGHT_DATA ?? app.getPath('userData') };
  const studio = utilityProcess.fork(BUILT.worker, [], { env });
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
    const known = CHOOSABLES.find((each) => each === what);
    if (!comesFromUs(window, event) || !known) return [];
    const endings = ENDINGS[known];
    const { canceled, filePaths } = await dialog.showOpenDialog(window, {
      properties: endings
        ? ['openFile', ...(SEVERAL.includes(known) ? (['multiSelections'] as const) : [])]
        : ['openDirectory', 'createDirectory'],
      filters: endings ? [{ name: known, extensions: [...endings] }] : [],
    });
    return canceled ? [] : filePaths;
  });
  ipcMain.handle(CHANNELS.reveal, (event, path: unknown) => {
    if (comesFromUs(window, event) && typeof path === 'string' && isAbsolute(path))
      shell.showItemInFolder(path);
  });
}

function comesFromUs(
  window: BrowserWindow,
  event: { readonly senderFrame: Frame | null; readonly sender: unknown },
): boolean {
  return event.sender === window.webContents && isOurPage(event.senderFrame, ORIGIN);
}
