/** Watches the page from within: what a person waits for, not what a test harness adds to it. */
import type { CDPSession, Page } from 'playwright';

/** While something moves, in milliseconds. */
export interface Moving {
  /** The median time between two frames, and that which only one in a hundred exceeds. */
  readonly frames: number;
  readonly late: number;
  /** What the page's main thread worked for a frame, and in its longest task. */
  readonly cpu: number;
  readonly slowestTask: number;
  /** From a key to what it changed. */
  readonly slowestKey: number;
}

/**
 * From the press that `act` makes to the first frame that shows what is waited for: an element by its selector, `lang`
 * another language, `screen` another heading, `rows` rows that are not empty, `cell …` a cell with that text.
 */
export async function within(page: Page, wanted: string, act: () => Promise<unknown>): Promise<number> {
  await page.evaluate((what) => {
    const heading = () => document.querySelector('main h1')?.textContent ?? '';
    const before = { lang: document.documentElement.lang, heading: heading() };
    let pressed = Number.NaN;
    const shown = (): boolean => {
      if (Number.isNaN(pressed)) return false;
      if (what === 'lang')
        return document.documentElement.lang !== before.lang && heading() !== before.heading;
      if (what === 'screen') return heading() !== before.heading;
      if (what === 'rows')
        return document.querySelector('td.name') !== null && !document.querySelector('td.skeleton');
      if (what.startsWith('cell '))
        return [...document.querySelectorAll('td')].some((cell) => cell.textContent === what.slice(5));
      return document.querySelector(what) !== null;
    };
    const press = (event: Event) => {
      pressed = event.timeStamp;
    };
    for (const kind of ['pointerdown', 'keydown'])
      addEventListener(kind, press, { capture: true, once: true });
    Object.assign(globalThis, {
      benchDone: new Promise<number>((resolve) => {
        const look = () => {
          // The frame after the one that drew it has it on the screen.
          if (shown()) requestAnimationFrame(() => resolve(performance.now() - pressed));
          else requestAnimationFrame(look);
        };
        look();
      }),
    });
  }, wanted);
  await act();
  return page.evaluate(() => (globalThis as unknown as { benchDone: Promise<number> }).benchDone);
}

/** Frames by the page's own clock, work by Chromium's trace, which tells the time of the processor and not of the wall. */
export async function watchMoving(page: Page, act: () => Promise<unknown>): Promise<Moving> {
  const session = await page.context().newCDPSession(page);
  const tasks = await traced(session, async () => {
    await page.evaluate(() => {
      const frames: number[] = [];
      const keys: number[] = [];
      new PerformanceObserver((list) => {
        for (const { name, duration } of list.getEntries()) if (name.startsWith('key')) keys.push(duration);
      }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
      const tick = (at: number) => {
        frames.push(at);
        requestAnimationFrame(tick);
      };
      requestAnimationFrame(tick);
      Object.assign(globalThis, { benchFrames: frames, benchKeys: keys });
    });
    await act();
  });
  const { frames, keys } = await page.evaluate(() => {
    const { benchFrames, benchKeys } = globalThis as unknown as {
      benchFrames: number[];
      benchKeys: number[];
    };
    return { frames: benchFrames.slice(), keys: benchKeys.slice() };
  });
  const times = frames.slice(1).map((at, index) => at - (frames[index] ?? at));
  return {
    frames: median(times),
    late: share(times, 0.99),
    cpu: tasks.reduce((sum, each) => sum + each, 0) / Math.max(times.length, 1),
    slowestTask: Math.max(0, ...tasks),
    slowestKey: Math.max(0, ...keys),
  };
}

/** @returns the milliseconds that the page's process has worked since it began. */
export async function processorOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'ProcessTime')?.value ?? Number.NaN) * 1000;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of the thread's own time. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** @returns the milliseconds of processor of every task of the page's main thread. */
async function traced(session: CDPSession, act: () => Promise<void>): Promise<readonly number[]> {
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => void events.push(...(value as unknown as TraceEvent[])));
  const ended = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['disabled-by-default-devtools.timeline', 'toplevel'] },
  });
  await act();
  await session.send('Tracing.end');
  await ended;
  const main = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  return events
    .filter(({ name, pid, tid }) => name.endsWith('RunTask') && main.has(`${pid} ${tid}`))
    .flatMap(({ tdur }) => (tdur === undefined ? [] : [tdur / 1000]));
}

export function median(values: readonly number[]): number {
  return share(values, 0.5);
}

/** The value that this share of all others does not exceed. */
function share(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** One line: what, how many milliseconds, and what is aimed at. */
export function tell(what: string, milliseconds: number, aim?: number): void {
  const told = aim === undefined ? '' : `aim ${aim.toFixed(0)} ms${milliseconds <= aim ? '' : '  MISSED'}`;
  console.log(`${what.padEnd(52)} ${milliseconds.toFixed(1).padStart(8)} ms   ${told}`);
}
