/**
 * A stand-in for the parts of Electron that electron/ uses, over a page of Debian's Chromium.
 * It proves our own main, preload and screen together; it does not prove Electron's sandbox, fuses or packaging.
 */
import { EventEmitter } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright';
import { type Answer, answeringStrangers } from './strangers.ts';
import { Channel, children, forkUtility, readers, sizeOf, swollen } from './utility-process.ts';

const handlers = new Map<string, Answer>();
let pages: ((request: Request) => Promise<Response>) | undefined;
let browser: Browser | undefined;
/** What the product would have put into the system's list, taskbar and notices. */
const recent: string[] = [];
const bars: number[] = [];
const notices: string[] = [];
/** How the window stood each time it was shown. */
const shows: string[] = [];

/** Where the page of `app://` stands for Chromium, which routes no scheme it does not know. */
const STAND_IN_ORIGIN = 'https://sealwright.invalid';

/** Whether every page is told to be sandboxed, whatever its window says. */
let sandboxed = false;

export const app = Object.assign(new EventEmitter(), {
  isPackaged: false,
  whenReady: async () => undefined,
  requestSingleInstanceLock: () => true,
  enableSandbox: () => {
    sandboxed = true;
  },
  getVersion: () => '0.0.0',
  getPath: () => process.env.SEALWRIGHT_DATA ?? '',
  getLocale: () => process.env.SEALWRIGHT_E2E_LANGUAGE ?? 'en',
  addRecentDocument: (path: string) => void recent.push(path),
  exit: (code: number) => {
    for (const child of readers) child.kill('SIGKILL');
    process.exit(code);
  },
  getAppMetrics: () => readers.flatMap(sizeOf),
  quit: async () => {
    for (const child of [...children, ...readers]) child.kill('SIGKILL');
    await browser?.close();
    process.exit(0);
  },
});

/** How a test ends the program: as the system would at log-out. */
process.once('SIGTERM', () => void app.quit());

export const ipcMain = {
  handle: (channel: string, answer: Answer) => void handlers.set(channel, answer),
};

export const protocol = {
  registerSchemesAsPrivileged: () => undefined,
  handle: (_scheme: string, handler: (request: Request) => Promise<Response>) => {
    pages = handler;
  },
};

type Handler = (...order: never[]) => unknown;

/** Whatever the product hands over to Electron, by name; a test asks it through `standInProbe`. */
const handed = new Map<string, Handler>();
const keep = (name: string) => (handler: Handler) => void handed.set(name, handler);

export const session = {
  defaultSession: {
    setPermissionRequestHandler: keep('permission'),
    setPermissionCheckHandler: keep('permission-check'),
    setDevicePermissionHandler: keep('device'),
    webRequest: { onBeforeRequest: keep('request') },
    on: (name: string, handler: Handler) => keep(name)(handler),
  },
};

/** What the product answers, for tests of its walls. */
const PROBES: Readonly<Record<string, (value: string) => unknown>> = {
  permission: (value) => ask('permission', null, value, { isMainFrame: true }),
  'permission-check': (value) =>
    call('permission-check', null, value, 'app://sealwright/', { isMainFrame: true }),
  media: (value) => mayUse([value]),
  request: (value) => ask('request', { url: value }),
  open: (value) => call('open', { url: value }),
  navigate: () => prevented('will-navigate'),
  redirect: () => prevented('will-redirect'),
  webview: () => prevented('will-attach-webview'),
  download: () => prevented('will-download'),
  preferences: () => ({ ...BrowserWindow.preferences, sandboxed }),
  menu: () => menuLabels,
  sender: (value) =>
    handlers.get('desk:ask')?.(
      { senderFrame: value === '' ? null : { url: value, parent: null }, sender: opened?.webContents },
      'studio.about',
    ),
  opened: (value) =>
    app.emit('second-instance', {}, ['sealwright-studio', ...value.split('|')], process.cwd()),
  gone: () => opened?.webContents.emit('render-process-gone', {}, { reason: 'crashed' }),
  asked: () => asked - began,
  taskbar: () => ({ recent, bars, notices, shows }),
  minimise: () => opened?.minimize(),
  device: () => call('device', { deviceType: 'usb', origin: 'app://sealwright/', device: {} }),
  strangers: () => answeringStrangers(handlers, opened?.webContents, touched),
  crash: () => children.at(-1)?.kill('SIGKILL'),
  // What a reader would really take is told of it here: the next look must find it too large.
  swell: (pid) => void swollen.add(Number(pid)),
  readers: () =>
    readers.map(({ pid, exitCode, signalCode }) => ({
      pid,
      lives: exitCode === null && signalCode === null,
    })),
};

function call(name: string, ...order: readonly unknown[]): unknown {
  return handed.get(name)?.(...(order as never[]));
}

/** Of a handler that answers through a function among its arguments, which stands where Electron has it. */
function ask(name: 'permission' | 'request', ...order: readonly unknown[]): unknown {
  let answered: unknown;
  const answer = (told: unknown) => {
    answered = told;
  };
  const [contents, permission, details] = order;
  if (name === 'permission') call(name, contents, permission, answer, details);
  else call(name, ...order, answer);
  return answered;
}

/** As Electron asks when a page wants camera or microphone. */
function mayUse(mediaTypes: readonly string[]): unknown {
  const details = { isMainFrame: true, securityOrigin: 'app://sealwright/', mediaTypes };
  return ask('permission', null, 'media', details);
}

function prevented(name: string): boolean {
  let stopped = false;
  const event = {
    preventDefault() {
      stopped = true;
    },
  };
  if (!opened?.webContents.emit(name, event)) call(name, event);
  return stopped;
}

let opened: BrowserWindow | undefined;
/** What is loaded before this moment is not the product's, nor what passes between its asking for a page and the page's beginning. */
const began = Date.now();
let asked = Number.NaN;
let menuLabels: readonly string[] = [];

export const utilityProcess = { fork: forkUtility };
export class MessageChannelMain extends Channel {}

/** What the clerk would choose, told by the test as JSON: kind of file to path or paths; `folder` for a folder. */
export const dialog = {
  async showSaveDialog(_window: unknown, options: { readonly defaultPath: string }) {
    touched.push('save');
    const { save } = JSON.parse(process.env.SEALWRIGHT_E2E_CHOOSE ?? '{}') as { readonly save?: string };
    return save === undefined
      ? { canceled: true, filePath: '' }
      : { canceled: false, filePath: `${save}/${options.defaultPath}` };
  },

  async showOpenDialog(
    _window: unknown,
    options: { readonly filters: readonly { readonly name: string }[] },
  ) {
    touched.push('open');
    const choices = JSON.parse(process.env.SEALWRIGHT_E2E_CHOOSE ?? '{}') as Record<
      string,
      string | string[]
    >;
    const chosen = choices[options.filters[0]?.name ?? 'folder'];
    return chosen
      ? { canceled: false, filePaths: [chosen].flat().flatMap(filesIn) }
      : { canceled: true, filePaths: [] };
  },
};

/** A path that ends in `*` stands for what lies in that folder by then. */
function filesIn(path: string): readonly string[] {
  if (!path.endsWith('/*')) return [path];
  const folder = path.slice(0, -2);
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .sort()
    .map((name) => `${folder}/${name}`);
}

/** What the system was asked to show: dialogs and folders. */
const touched: string[] = [];
export const shell = { showItemInFolder: (path: string) => void touched.push(path) };

export const Menu = {
  buildFromTemplate: (template: readonly { readonly label: string }[]) => template,
  setApplicationMenu: (menu: readonly { readonly label: string }[]) => {
    menuLabels = menu.map(({ label }) => label);
  },
};

export class Notification extends EventEmitter {
  static isSupported = () => true;
  private readonly body: string;

  constructor({ body }: { readonly body: string }) {
    super();
    this.body = body;
  }

  show(): void {
    notices.push(this.body);
  }
}

/** What Chromium shows as its camera: a film of raw pictures (YUV4MPEG2) that the test has made. */
function cameraFlags(): readonly string[] {
  const film = process.env.SEALWRIGHT_E2E_CAMERA;
  const device = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'];
  return film ? [...device, `--use-file-for-fake-video-capture=${film}`] : [];
}

export class BrowserWindow extends EventEmitter {
  private page: Page | undefined;
  private readonly preload: string;
  readonly webContents = Object.assign(new EventEmitter(), {
    setWindowOpenHandler: keep('open'),
    send: (channel: string, ...values: unknown[]) => {
      void this.page?.evaluate(
        ([name, args]) => {
          const { standInHear } = globalThis as unknown as {
            standInHear(name: string, args: unknown[]): void;
          };
          standInHear(name, args);
        },
        [channel, values] as const,
      );
    },
  });

  static preferences: Readonly<Record<string, unknown>> = {};

  constructor(options: { readonly webPreferences: { readonly preload: string } }) {
    super();
    opened = this;
    BrowserWindow.preferences = options.webPreferences;
    app.emit('web-contents-created', {}, this.webContents);
    this.preload = readFileSync(options.webPreferences.preload, 'utf8');
  }

  private minimised = false;

  show(): void {
    shows.push(this.minimised ? 'minimised' : 'shown');
  }

  minimize(): void {
    this.minimised = true;
  }

  restore(): void {
    this.minimised = false;
  }

  isMinimized = () => this.minimised;

  focus(): void {}

  isFocused = () => false;

  setProgressBar(progress: number): void {
    bars.push(progress);
  }

  reload(): void {
    // After the probe that asked for it has been answered.
    setTimeout(() => void this.page?.reload(), 100);
  }

  isDestroyed = () => false;

  async loadURL(url: string): Promise<void> {
    asked = Date.now();
    const port = process.env.SEALWRIGHT_E2E_PORT ?? '9333';
    browser = await chromium.launch({
      handleSIGTERM: false,
      executablePath: process.env.SEALWRIGHT_E2E_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', `--remote-debugging-port=${port}`, ...cameraFlags()],
    });
    const context = await browser.newContext({
      viewport: { width: 1200, height: 800 },
      locale: process.env.SEALWRIGHT_E2E_LANGUAGE ?? 'en',
      colorScheme: process.env.SEALWRIGHT_E2E_SCHEME === 'dark' ? 'dark' : 'light',
    });
    this.page = await context.newPage();
    this.page.on('pageerror', (error) => console.error('page error:', error));
    await this.page.exposeBinding('standInInvoke', async (source, channel: string, ...order: unknown[]) => {
      const frame = { url: source.frame.url().replace(STAND_IN_ORIGIN, 'app://sealwright'), parent: null };
      return await handlers.get(channel)?.({ senderFrame: frame, sender: this.webContents }, ...order);
    });
    await this.page.exposeBinding('standInProbe', (_source, name: string, value: string) =>
      PROBES[name]?.(value),
    );
    await this.page.exposeBinding('standInMedia', (_source, kinds: readonly string[]) => mayUse(kinds));
    await this.page.addInitScript(`(() => {
      const { mediaDevices } = navigator;
      const ask = mediaDevices?.getUserMedia.bind(mediaDevices);
      if (ask) mediaDevices.getUserMedia = async (wanted) => {
        const kinds = Object.keys(wanted).filter((kind) => wanted[kind]);
        if (await globalThis.standInMedia(kinds)) return ask(wanted);
        throw new DOMException('refused', 'NotAllowedError');
      };
      const hearers = new Map();
      globalThis.standInHear = (name, args) => (hearers.get(name) ?? []).forEach((hear) => hear({}, ...args));
      const electron = {
        contextBridge: { exposeInMainWorld: (name, value) => { globalThis[name] = value; } },
        ipcRenderer: {
          invoke: (...order) => globalThis.standInInvoke(...order),
          on: (name, hear) => hearers.set(name, [...(hearers.get(name) ?? []), hear]),
          off: (name, hear) => hearers.set(name, (hearers.get(name) ?? []).filter((other) => other !== hear)),
        },
        // A dropped file lies where the test says in its name.
        webUtils: { getPathForFile: (file) => file.name.replaceAll('|', '/') },
      };
      (function preload(require) {
        ${this.preload}
      })(() => electron);
    })();`);
    await this.page.route('**/*', async (route) => {
      const asked = new URL(route.request().url());
      if (asked.origin !== STAND_IN_ORIGIN || !pages) return route.abort();
      const response = await pages(new Request(`app://sealwright${asked.pathname}`));
      await route.fulfill({
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: Buffer.from(await response.arrayBuffer()),
      });
    });
    await this.page.goto(url.replace('app://sealwright', STAND_IN_ORIGIN));
    this.emit('ready-to-show');
  }
}
