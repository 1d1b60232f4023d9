import { isAbsolute, join } from 'node:path';
import { app, type BrowserWindow, dialog, ipcMain, shell, utilityProcess } from 'electron';
import type { DeskName } from '../shared/desk.ts';
import { refused } from '../shared/problem.ts';
import { CHANNELS, CHOOSABLES, type Choosable } from '../shared/shell.ts';
import { commandWords } from './command-words.ts';
import { setMenu } from './menu.ts';
import { menuWords } from './menu-words.ts';
import { type Ask, type Connection, connectDesk } from './port.ts';
import { type Frame, isOurPage } from './sender.ts';
import { closeSession, lockContents, ORIGIN, openWindow, registerScheme, servePages } from './window.ts';

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
  document: ['pdf', 'xml', 'json', 'jsonld', 'jwt', 'png', 'svg', 'jpg', 'jpeg', 'asice'],
  list: ['xml', 'json', 'csv'],
  folder: undefined,
};
const SEVERAL: readonly Choosable[] = ['certificate', 'document'];

let shown: BrowserWindow | undefined;

const words = commandWords(process.argv);
if (words) void runWords(words);
else startDesktop();

/** The command line of the packed program: no window, and the window's own data folder. */
async function runWords(told: readonly string[]): Promise<void> {
  app.dock?.hide();
  process.env.SEALWRIGHT_DATA ??= app.getPath('userData');
  const { runCommandLine } = await import('./cli/cli.ts');
  app.exit(await runCommandLine(told));
}

function startDesktop(): void {
  registerScheme();
  app.enableSandbox();
  if (app.requestSingleInstanceLock()) void app.whenReady().then(open);
  else app.quit();
  app.on('window-all-closed', () => app.quit());

  // A second start shows the window that is there.
  app.on('second-instance', () => shown?.show());
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
}

function open(): void {
  closeSession();
  servePages(BUILT.pages);
  const window = openWindow(BUILT.preload);
  shown = window;
  // A page that crashed is loaded again; what it had not asked for yet is lost, what the studio does goes on.
  window.webContents.on('render-process-gone', () => window.reload());
  const ask = startStudio(window);
  routeDesk(window, ask);
  void speakMenu(window, ask);
  routeDialogs(window);
}

/** The studio lives in a process of its own; this one only passes on. One that dies is started anew. */
function startStudio(window: BrowserWindow): Ask {
  const connect = (): Connection => {
    const env = { ...process.env, SEALWRIGHT_DATA: process.env.SEALWRIGHT_DATA ?? app.getPath('userData') };
    const studio = utilityProcess.fork(BUILT.worker, [], { env });
    const connection = connectDesk(studio, (event) => window.webContents.send(CHANNELS.event, event));
    studio.once('exit', () => {
      connection.hangUp();
      if (!window.isDestroyed()) current = connect();
    });
    return connection;
  };
  let current = connect();
  return ((name: DeskName, ...order: readonly unknown[]) =>
    (current.ask as (name: DeskName, ...order: readonly unknown[]) => unknown)(name, ...order)) as Ask;
}

function routeDesk(window: BrowserWindow, ask: Ask): void {
  ipcMain.handle(CHANNELS.ask, async (event, name: unknown, ...order: readonly unknown[]) => {
    if (!comesFromUs(window, event)) return refused({ code: 'desk.request-wrong' });
    // The studio's own door checks the name and the order; they are only carried here.
    const reply = await (ask as (name: DeskName, ...order: readonly unknown[]) => unknown)(
      name as DeskName,
      ...order,
    );
    if (name === 'settings.save') await speakMenu(window, ask);
    return reply;
  });
}

/** The menu's language is the window's. */
async function speakMenu(window: BrowserWindow, ask: Ask): Promise<void> {
  const settings = await ask('settings.read');
  const language = settings.ok ? settings.value.language : undefined;
  setMenu(await menuWords(language ?? app.getLocale()), (screen) =>
    window.webContents.send(CHANNELS.menu, screen),
  );
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
