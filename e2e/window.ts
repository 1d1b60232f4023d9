import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium, type Page } from 'playwright';

export interface WindowOptions {
  /** What the clerk will pick in the system's file dialog, by kind of file. */
  readonly choose?: Readonly<Record<string, string | readonly string[]>>;
  /** The studio's own folder; a fresh one when untold. */
  readonly data?: string;
  readonly language?: string;
  /** A film that stands for the camera; without one there is none. */
  readonly camera?: string;
  readonly scheme?: 'light' | 'dark';
}

export interface OpenedWindow extends AsyncDisposable {
  readonly page: Page;
}

/** Asks the stand-in's main process what only it can tell or do. */
export function probe(page: Page, name: string, value = ''): Promise<unknown> {
  return page.evaluate(
    ([asked, told]) =>
      (globalThis as unknown as { standInProbe(name: string, value: string): Promise<unknown> }).standInProbe(
        asked,
        told,
      ),
    [name, value] as const,
  );
}

/** A folder for a studio that was never opened before. */
export function freshData(): string {
  return mkdtempSync(join(tmpdir(), 'sealwright-window-'));
}

const OPENING_SECONDS = 30;

/** Starts the built main process over the stand-in and attaches to its window. */
export async function openWindow({
  choose = {},
  data = freshData(),
  language = 'en',
  scheme = 'light',
  camera = '',
}: WindowOptions): Promise<OpenedWindow> {
  const port = await freePort();
  const standIn = new URL('stand-in/register.mjs', import.meta.url).href;
  const main = spawn(process.execPath, ['--import', standIn, 'out/main/main.js'], {
    cwd: process.env.SEALWRIGHT_E2E_APP ?? new URL('..', import.meta.url),
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      SEALWRIGHT_DATA: data,
      SEALWRIGHT_E2E_PORT: String(port),
      SEALWRIGHT_E2E_CHOOSE: JSON.stringify(choose),
      SEALWRIGHT_E2E_LANGUAGE: language,
      SEALWRIGHT_E2E_SCHEME: scheme,
      SEALWRIGHT_E2E_CAMERA: camera,
    },
  });
  const page = await attach(main, port);
  // Attaching emulates the light scheme anew, whatever the window was opened in.
  await page.emulateMedia({ colorScheme: scheme });
  return {
    page,
    async [Symbol.asyncDispose]() {
      const ended = new Promise((resolve) => main.once('exit', resolve));
      main.kill();
      await ended;
    },
  };
}

async function attach(main: ChildProcess, port: number): Promise<Page> {
  for (let tries = 0; tries < OPENING_SECONDS * 5 && main.exitCode === null; tries += 1) {
    await wait(200);
    const browser = await chromium
      .connectOverCDP(`http://127.0.0.1:${port}`, { timeout: 5000 })
      .catch(() => undefined);
    const page = browser?.contexts().flatMap((context) => context.pages())[0];
    if (page) {
      await page.waitForSelector('main');
      return page;
    }
    await browser?.close();
  }
  main.kill();
  throw new Error('the window did not open');
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
