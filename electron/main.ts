import { isAbsolute, join } from 'node:path';
import { app, type BrowserWindow, dialog, ipcMain, shell, utilityProcess } from 'electron';
import type { BatchSummary } from '../shared/desk/batch.ts';
import type { DeskName } from '../shared/desk.ts';
import { refused } from '../shared/problem.ts';
import { CHANNELS, CHOOSABLES, type Choosable, SAVABLES } from '../shared/shell.ts';
import { type CameraGate, makeCameraGate } from './camera.ts';
import { commandWords } from './command-words.ts';
import { lendHere, lendReaders } from './lend-readers.ts';
import { setMenu } from './menu.ts';
import { menuWords } from './menu-words.ts';
import { filesOpened } from './opened-files.ts';
import { type Ask, type Connection, connectDesk } from './port.ts';
import { type Frame, isOurPage } from './sender.ts';
import { bringForward, clearProgress, showProgress, tellEnding } from './taskbar.ts';
import { closeSession, lockContents, ORIGIN, openWindow, registerScheme, servePages } from './window.ts';

/** Built beside us by electron.vite.config.ts. */
const BUILT = {
  worker: join(import.meta.dirname, 'worker.js'),
  reader: join(import.meta.dirname, 'reader.js'),
  preload: join(import.meta.dirname, '../preload/preload.cjs'),
  pages: join(import.meta.dirname, '../renderer'),
};

/** Endings of each kind of file; a folder has none. */
const ENDINGS: Readonly<Record<Choosable, readonly string[] | undefined>> = {
  register: ['sqlite'],
  template: ['json'],
  package: ['swtemplate'],
  roster: ['csv', 'xlsx', 'ods', 'tsv', 'txt', 'xls', 'json', 'zip'],
  seal: ['p12', 'pfx', 'pem', 'crt', 'cer'],
  // A PKCS#11 driver.
  module: ['so', 'dll', 'dylib'],
  key: ['key', 'pem', 'der'],
  evidence: ['crl', 'ors', 'ocsp', 'pem', 'crt', 'cer', 'der', 'p7c'],
  certificate: ['pem', 'crt', 'cer', 'der'],
  document: ['pdf', 'xml', 'json', 'jsonld', 'jwt', 'png', 'svg', 'jpg', 'jpeg', 'asice'],
  list: ['xml', 'json', 'csv'],
  folder: undefined,
};
/** As many crashes in as many milliseconds are not cured by another start. */
const MOST_CRASHES = 4;
const CRASH_MILLISECONDS = 60_000;
/** Orders besides a batch that tell how far they are. */
const SHOWN: readonly unknown[] = ['extend.files', 'print.send', 'print.file'];
const SEVERAL: readonly Choosable[] = ['certificate', 'evidence', 'document'];

let shown: BrowserWindow | undefined;
/** Files to open that the page has not taken yet. */
let waiting: readonly string[] = [];
let say: (key: string) => string = (key) => key;

const words = commandWords(process.argv);
if (words) void runWords(words);
else startDesktop();

/** The command line of the packed program: no window, and the window's own data folder. */
async function runWords(told: readonly string[]): Promise<void> {
  app.dock?.hide();
  process.env.SEALWRIGHT_DATA ??= app.getPath('userData');
  lendHere(BUILT.reader);
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
  app.on('second-instance', (_event, argv, folder) => {
    if (shown) bringForward(shown);
    openFiles(filesOpened(argv.slice(1), folder));
  });
  // macOS tells of files so, also before the window is there.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    openFiles(filesOpened([path], '/'));
  });
  openFiles(filesOpened(process.argv.slice(1), process.cwd()));
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
}

/** Kept until the page asks; one that is listening is told to. */
function openFiles(paths: readonly string[]): void {
  if (paths.length === 0) return;
  waiting = [...waiting, ...paths];
  shown?.webContents.send(CHANNELS.opened);
}

function open(): void {
  const camera = makeCameraGate(ORIGIN);
  closeSession(camera);
  servePages(BUILT.pages);
  const window = openWindow(BUILT.preload);
  shown = window;
  reviveOnCrash(window);
  const ask = startStudio(window);
  routeDesk(window, ask);
  void speakMenu(window, ask);
  routeDialogs(window);
  routeCamera(window, camera);
}

/**
 * A page that crashed is loaded again, where it was; what the studio does goes on, and what the designer shows is on disk.
 * One that crashes again and again is left alone.
 */
function reviveOnCrash(window: BrowserWindow): void {
  let crashes: readonly number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    crashes = [...crashes, Date.now()].slice(-MOST_CRASHES);
    const [first = 0] = crashes;
    if (crashes.length < MOST_CRASHES || Date.now() - first > CRASH_MILLISECONDS) window.reload();
  });
}

/** The studio lives in a process of its own; this one only passes on. One that dies is started anew. */
function startStudio(window: BrowserWindow): Ask {
  const connect = (): Connection => {
    const env = { ...process.env, SEALWRIGHT_DATA: process.env.SEALWRIGHT_DATA ?? app.getPath('userData') };
    const studio = utilityProcess.fork(BUILT.worker, [], { env });
    const connection = connectDesk(studio, (event) => {
      window.webContents.send(CHANNELS.event, event);
      showProgress(window, event);
    });
    const loans = lendReaders(studio, BUILT.reader);
    // Its exit says the same; unheard, Node would throw it here.
    studio.on('error', () => {});
    studio.once('exit', () => {
      loans.endAll();
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
    if (name === 'batch.issue' || name === 'batch.resume') tellEnding(window, endingOf(reply), say);
    else if (SHOWN.includes(name)) clearProgress(window);
    if (name === 'settings.save') await speakMenu(window, ask);
    return reply;
  });
}

function endingOf(reply: unknown): BatchSummary | undefined {
  const { ok, value } = reply as { readonly ok: boolean; readonly value?: BatchSummary };
  return ok ? value : undefined;
}

/** The menu's language is the window's. */
async function speakMenu(window: BrowserWindow, ask: Ask): Promise<void> {
  const settings = await ask('settings.read');
  const language = settings.ok ? settings.value.language : undefined;
  say = await menuWords(language ?? app.getLocale());
  setMenu(say, (command) => window.webContents.send(CHANNELS.menu, command));
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
    // The system's own list of recent files; sealed files carry learners' names and are left out.
    if (known === 'template') for (const path of filePaths) app.addRecentDocument(path);
    return canceled ? [] : filePaths;
  });
  ipcMain.handle(CHANNELS.save, async (event, what: unknown, name: unknown) => {
    const known = SAVABLES.find((each) => each === what);
    if (!comesFromUs(window, event) || !known || typeof name !== 'string') return undefined;
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      defaultPath: fileNameOf(name, known),
      filters: [{ name: known, extensions: [known] }],
    });
    return canceled ? undefined : filePath;
  });
  ipcMain.handle(CHANNELS.opened, (event) => {
    if (!comesFromUs(window, event)) return [];
    const paths = waiting;
    waiting = [];
    return paths;
  });
  ipcMain.handle(CHANNELS.reveal, (event, path: unknown) => {
    if (comesFromUs(window, event) && typeof path === 'string' && isAbsolute(path))
      shell.showItemInFolder(path);
  });
}

/** A suggestion becomes a name, never a path. */
function fileNameOf(suggested: string, ending: string): string {
  return `${suggested
    .replace(/[\\/:*?"<>|\p{C}]+/gu, ' ')
    .trim()
    .slice(0, 80)}.${ending}`;
}

function routeCamera(window: BrowserWindow, camera: CameraGate): void {
  ipcMain.handle(CHANNELS.camera, (event, on: unknown) => {
    if (comesFromUs(window, event)) camera.set(on === true, Date.now());
  });
}

function comesFromUs(
  window: BrowserWindow,
  event: { readonly senderFrame: Frame | null; readonly sender: unknown },
): boolean {
  return event.sender === window.webContents && isOurPage(event.senderFrame, ORIGIN);
}
