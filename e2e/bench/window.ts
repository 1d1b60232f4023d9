/**
 * How fast the built window is, figure by figure with its aim beside it: `npm run bench:window [ROWS]`.
 * Opened over the stand-in, whose doors between page and core are slower than Electron's; nothing here is a test.
 */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { SCREENS } from '../../shared/shell.ts';
import type { Template } from '../../shared/template/template.ts';
import { openWindow, probe } from '../window.ts';
import { fillRegister, serialOf } from './many.ts';
import { type Moving, median, processorOf, tell, watchMoving, within } from './watched.ts';

const ROWS = Number(process.argv[2] ?? 1_000_000);
const STARTS = 5;
const TURNS = 7;
/** One of 60 in a second. */
const FRAME = 1000 / 60;

const folder = mkdtempSync(join(tmpdir(), 'sealwright-bench-window-'));
const busy = loadavg()[0]?.toFixed(1);
console.log(`${busy} processes waited for a processor before; only lines that say CPU do not depend on it.`);
try {
  await starts();
  await firstBatch();
  await interactions();
  await register();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** A desk that was never opened before, each time anew. */
async function starts(): Promise<void> {
  const whole: number[] = [];
  const ours: number[] = [];
  const own: number[] = [];
  const work: number[] = [];
  for (let at = 0; at < STARTS; at += 1) {
    const begun = Date.now();
    await using opened = await openWindow({ data: join(folder, `desk-${at}`) });
    const [origin, painted] = await firstPaint(opened.page);
    whole.push(origin + painted - begun);
    ours.push(Number(await probe(opened.page, 'asked')) + painted);
    own.push(painted);
    work.push(await processorOf(opened.page));
  }
  tell('first screen, from the start of the program', median(whole), 1500);
  tell('  of that, ours: all but Playwright and Chromium', median(ours));
  tell('  of that, from the first byte of the page', median(own));
  tell('  work of the page, other screens read too (CPU)', median(work));
}

/** @returns when the page began (milliseconds of the clock), and how long after that its first words were seen. */
function firstPaint(page: Page): Promise<readonly [number, number]> {
  return page.evaluate(() => {
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    return [performance.timeOrigin, paint?.startTime ?? Number.NaN] as const;
  });
}

/** The sample project brings a test seal: three presses. */
async function firstBatch(): Promise<void> {
  await using opened = await openWindow({ data: join(folder, 'first') });
  const { page } = opened;
  const begun = performance.now();
  await page.locator('.hero-actions .button').nth(1).click();
  await page.locator('.page-view').waitFor();
  await page.locator('.actions .button').first().click();
  await page.locator('.batch-result').waitFor({ timeout: 180_000 });
  await page.locator('.actions .button.primary').click();
  await page.locator('.batch-result .actions').waitFor({ timeout: 180_000 });
  tell('an empty desk to 200 sealed, in three presses', performance.now() - begun, 180_000);
}

async function interactions(): Promise<void> {
  const data = join(folder, 'interactions');
  const path = join(data, 'template.json');
  mkdirSync(data);
  writeFileSync(path, JSON.stringify(ofSixty()));
  await using opened = await openWindow({ data, choose: { template: path } });
  const { page } = opened;
  const rail = (place: number) => page.locator('.rail-item').nth(place);
  await rail(1).click();
  await page.locator('.file-field .button').click();
  await page.locator('.report').waitFor();

  const designer: number[] = [];
  for (let at = 0; at < TURNS; at += 1) {
    designer.push(
      await within(page, '.sheet .page-view', () => page.locator('.screen-head .button').first().click()),
    );
    if (at < TURNS - 1) {
      await page.locator('.screen-head .button').first().click();
      await page.locator('.report').waitFor();
    }
  }
  tell('open the designer, 60 elements, page drawn', median(designer), 100);

  await page.locator('.layer').filter({ hasText: 'institution' }).first().click();
  const field = page.locator('.designer-side textarea, .designer-side input[type="text"]').first();
  await field.click();
  const typed = await watchMoving(page, async () => {
    for (const letter of 'of the islands') await page.keyboard.type(letter, { delay: 40 });
  });
  tell('type in a field of the designer, slowest key', typed.slowestKey, 100);

  await drag(page);

  await rail(7).click();
  const language: number[] = [];
  for (const to of ['Ελληνικά', 'suomi', 'Deutsch', 'English']) {
    await page.locator('.settings .select-button, .settings button[aria-haspopup="listbox"]').first().click();
    const option = page.getByRole('option', { name: to });
    await option.waitFor();
    language.push(await within(page, 'lang', () => option.click()));
  }
  tell('turn the window to another language', median(language), 100);

  for (const [place, name] of SCREENS.entries()) {
    const times: number[] = [];
    for (let at = 0; at < 3; at += 1) {
      await rail(place === 0 ? 8 : 0).click();
      await page.waitForTimeout(100);
      times.push(await within(page, 'screen', () => rail(place).click()));
    }
    tell(`show the screen ${name}`, median(times), 100);
  }
}

async function drag(page: Page): Promise<void> {
  await page.locator('.sheet .page-view').waitFor();
  const box = await page.locator('.frame[title="crest"]').boundingBox();
  if (!box) throw new Error('the crest has no frame');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  const moved = await watchMoving(page, async () => {
    for (let at = 1; at <= 120; at += 1) {
      await page.mouse.move(x + 80 * Math.sin(at / 12), y + at);
      await page.waitForTimeout(4);
    }
  });
  await page.mouse.up();
  tellMoving('drag on a page of 60 elements', moved);
}

async function register(): Promise<void> {
  const data = join(folder, 'many');
  mkdirSync(data);
  const path = join(data, 'register.sqlite');
  const kept = process.env.SEALWRIGHT_BENCH_REGISTER;
  if (kept) copyFileSync(kept, path);
  else fillRegister(path, ROWS).close();
  writeFileSync(join(data, 'settings.json'), JSON.stringify({ register: path }));
  await using opened = await openWindow({ data });
  const { page } = opened;
  const begun = performance.now();
  await page.locator('.rail-item').nth(3).click();
  await page.locator('td.name').first().waitFor({ timeout: 300_000 });
  const number = Number(await page.locator('table').getAttribute('aria-rowcount')) - 1;
  tell(`open a register of ${number}, rows there`, performance.now() - begun, 1000);

  const table = page.locator('.table-scroll');
  await leapsOver(page, table, 'leap to far rows while its chains are proven');
  await page.locator('.summary .holds').waitFor({ timeout: 300_000 });
  tell('  all of its chains proven', performance.now() - begun);
  await table.hover();
  const wheeled = await watchMoving(page, async () => {
    for (let at = 0; at < 120; at += 1) {
      await page.mouse.wheel(0, 120);
      await page.waitForTimeout(8);
    }
  });
  tellMoving('scroll by the wheel', wheeled);

  await leapsOver(page, table, 'leap to far rows by the scroll bar, rows there');
  await table.evaluate((element) => {
    element.scrollTop = element.scrollHeight;
  });
  await page.waitForTimeout(1000);
  const last = await page.locator('tr[aria-rowindex]').last().getAttribute('aria-rowindex');
  console.log(`the last row that the scroll bar reaches: ${Number(last) - 1} of ${number}`);
  await table.evaluate((element) => {
    element.scrollTop = 0;
  });

  const searched: number[] = [];
  const box = page.getByRole('searchbox');
  for (let at = 0; at < TURNS; at += 1) {
    const serial = serialOf(Math.floor((ROWS / TURNS) * at) + 17);
    await box.fill(serial.slice(0, -1));
    await page.waitForTimeout(500);
    searched.push(await within(page, `cell ${serial}`, () => page.keyboard.type(serial.slice(-1))));
  }
  tell('search a serial, from the last key to its row', median(searched), 100);
  const opens: number[] = [];
  for (let at = 0; at < TURNS; at += 1) {
    opens.push(
      await within(page, '.record-pane .history', () => page.locator('.row-button').first().click()),
    );
    await page.locator('.record-pane header .button, .record-pane .close').first().click();
    await page.locator('.record-pane').waitFor({ state: 'detached' });
  }
  tell('open a record, its history there', median(opens), 100);
}

async function leapsOver(page: Page, table: Locator, what: string): Promise<void> {
  const leaps: number[] = [];
  for (const share of [0.1, 0.5, 0.9, 0.25, 0.75]) {
    leaps.push(
      await within(page, 'rows', () =>
        table.evaluate((element, to) => {
          element.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
          element.scrollTop = element.scrollHeight * to;
        }, share),
      ),
    );
  }
  tell(what, median(leaps), 100);
}

function tellMoving(what: string, { frames, late, cpu, slowestTask }: Moving): void {
  tell(`${what}: median frame`, frames, FRAME + 0.5);
  tell('  slowest in a hundred frames', late);
  tell('  work of the page in a frame (CPU)', cpu, FRAME);
  tell('  longest task (CPU)', slowestTask, 50);
}

/** The example's page with as many further lines of text as make sixty elements. */
function ofSixty(): Template {
  const example = JSON.parse(readFileSync('examples/university/template.json', 'utf8')) as Template;
  const { elements } = example.page;
  const line = elements.find(({ id }) => id === 'number');
  if (!line) throw new Error('the example has no number');
  const more = Array.from({ length: 60 - elements.length }, (_, at) => ({
    ...line,
    id: `line-${at}`,
    box: { ...line.box, x: 21, y: 14 + at * 4 },
  }));
  return { ...example, page: { ...example.page, elements: [...elements, ...more] } };
}
