/** The window as a part of the system: files opened with it, a page that crashes, the taskbar and the notice at the end. */
import assert from 'node:assert/strict';
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright';
import type { Shell } from '../shared/shell.ts';
import { probe as ask, freshData, type OpenedWindow, openWindow } from './window.ts';

interface Reader {
  readonly pid: number;
  readonly lives: boolean;
}

/** Of the keyboard on one screen. */
const MOST_STOPS = 150;

const skip = !existsSync('out/main/main.js') && 'the window is not built: npm run build';

suite('the window in the system', { skip }, () => {
  const data = freshData();
  const letter = join(data, 'letter.pdf');
  writeFileSync(letter, 'not sealed');
  const template = join(data, 'course.sealwright');
  let opened: OpenedWindow;
  before(async () => {
    opened = await openWindow({ data, choose: { save: data } });
  });
  after(() => opened[Symbol.asyncDispose]());

  const probe = (name: string, value = '') => ask(opened.page, name, value);

  test('a file opened with a second start is verified in the first window', async () => {
    await probe('minimise');
    await probe('opened', letter);
    await opened.page.locator('.verdicts > li').first().waitFor();
    const { shows } = (await probe('taskbar')) as { readonly shows: readonly string[] };
    assert.equal(shows.at(-1), 'shown', 'one that was minimised came forward');
    const [reader] = (await probe('readers')) as readonly Reader[];
    assert.equal(reader?.lives, true, 'a process of its own read it');
    // Chromium's own processes see more; this one sees neither password nor register's key.
    assert.equal(readFileSync(`/proc/${reader.pid}/environ`, 'utf8').includes('SEALWRIGHT'), false);
    await probe('opened', `--flag|${join(data, 'nowhere.pdf')}|${resolve('package.json')}`);
    await opened.page.getByText('package.json').first().waitFor();
    assert.equal(await opened.page.locator('.verdicts > li').count(), 1, 'what is opened next stands alone');
  });

  test('a reader that takes more memory than it may is ended, and the next file finds another', async () => {
    const [first] = (await probe('readers')) as readonly Reader[];
    await probe('swell', String(first?.pid));
    for (let tries = 0; tries < 300 && ((await probe('readers')) as readonly Reader[])[0]?.lives; tries += 1)
      await wait(100);
    await probe('opened', letter);
    await opened.page.getByText('letter.pdf').first().waitFor();
    await probe('opened', resolve('package.json'));
    await opened.page.getByText('package.json').first().waitFor();
    const readers = (await probe('readers')) as readonly Reader[];
    assert.deepEqual(
      readers.map(({ lives }) => lives),
      [false, true],
    );
  });

  test('a page that crashes comes back where it was', async () => {
    await probe('gone');
    await wait(500);
    await opened.page.getByText('package.json').first().waitFor();
  });

  test('a batch moves the bar in the taskbar and ends with a notice in numbers', {
    timeout: 120_000,
  }, async () => {
    await opened.page.getByRole('button', { name: 'Home' }).click();
    await opened.page.locator('.hero-actions .button').nth(1).click();
    await opened.page.locator('.page-view').waitFor();
    await opened.page.locator('.actions .button').first().click();
    await opened.page.locator('.batch-result').waitFor({ timeout: 60_000 });
    await opened.page.locator('.actions .button.primary').click();
    await opened.page.locator('.batch-result .actions').waitFor({ timeout: 100_000 });
    const { bars, notices } = (await probe('taskbar')) as {
      readonly bars: number[];
      readonly notices: string[];
    };
    assert.ok(
      bars.some((bar) => bar > 0 && bar <= 1),
      String(bars),
    );
    assert.equal(bars.at(-1), -1);
    assert.match(notices.at(-1) ?? '', /^Sealed: \d+ · Refused: \d+$/);
  });

  test('a credential is found by one key and a name; another key tells of the screen that shows', async () => {
    const { page } = opened;
    await page.locator('.batch-result .button.primary').click();
    await page.locator('td.name').first().waitFor();
    const [name = ''] = await page.locator('td.name').allInnerTexts();
    const [known = ''] = name.split('\n');
    await page.keyboard.press('Control+1');
    await page.keyboard.press('Control+k');
    await page.keyboard.type(known);
    await page.getByRole('menuitem', { name: known }).first().waitFor();
    // What is found comes letter by letter: only the line that is marked is what Enter takes.
    const marked = page.locator('.palette-item[data-focused]', { hasText: known });
    for (let tries = 0; tries < 50 && !(await marked.isVisible()); tries += 1) {
      await page.keyboard.press('ArrowDown');
      await wait(100);
    }
    await page.keyboard.press('Enter');
    await page.locator('.record-pane').getByText(known).first().waitFor();
    await page.keyboard.press('F1');
    await page.getByRole('heading', { name: 'Find, show', exact: true }).waitFor();
    await page.getByRole('searchbox').fill('forget person');
    await page.locator('.found').first().click();
    await page
      .getByRole('heading', { name: /person/ })
      .first()
      .waitFor();
  });

  test('Tab goes through every screen in reading order, and what a press takes away does not take the focus', async () => {
    const { page } = opened;
    for (let place = 0; place < 9; place += 1) {
      await page.locator('.rail-item').nth(place).click();
      await page.waitForFunction(
        (at) => document.querySelectorAll('.rail-item')[at]?.ariaCurrent === 'page',
        place,
      );
      assert.equal(await outOfOrder(page), '', `screen ${place} of the rail`);
    }
    // By a press: the button that leads to a screen is gone with the screen it was on.
    await page.locator('.rail-item').first().click();
    await page.locator('.hero-actions .button').first().press('Enter');
    await page.waitForFunction(() => document.querySelector('main')?.contains(document.activeElement));
    // By a dialogue that was closed.
    await page.locator('.rail-item').nth(4).focus();
    await page.keyboard.press('Control+k');
    await page.locator('.palette-item').first().waitFor();
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.activeElement === document.querySelectorAll('.rail-item')[4]);
  });

  test('a template opened with the program comes up in the designer', async () => {
    copyFileSync('examples/university/template.json', template);
    await probe('opened', template);
    await opened.page.locator('.sheet .page-view').waitFor({ timeout: 30_000 });
  });

  test('a package of a template opened with the program is taken in', async () => {
    const { page } = opened;
    const out = join(data, 'taken.swtemplate');
    await page.evaluate(
      (order) => (globalThis as unknown as { shell: Shell }).shell.ask('template.export', order),
      { template: resolve('examples/university/template.json'), out },
    );
    await probe('opened', out);
    await page.getByRole('alertdialog').or(page.locator('.toast')).first().waitFor({ timeout: 30_000 });
    assert.ok(existsSync(join(data, 'taken.json')));
  });

  test('a studio that dies is started anew, and what it had borrowed ends with it', async () => {
    await probe('opened', letter);
    await opened.page.getByText('letter.pdf').first().waitFor();
    await probe('crash');
    for (
      let tries = 0;
      tries < 300 && ((await probe('readers')) as readonly Reader[]).some(({ lives }) => lives);
      tries += 1
    )
      await wait(100);
    assert.ok(((await probe('readers')) as readonly Reader[]).every(({ lives }) => !lives));
    await probe('opened', resolve('package.json'));
    await opened.page.getByText('package.json').first().waitFor();
  });
});

/** Presses Tab from the screen's beginning to its end. @returns what comes before that which had the focus, or cannot be seen. */
async function outOfOrder(page: Page): Promise<string> {
  await page.locator('.rail-item').last().focus();
  for (let presses = 0; presses < MOST_STOPS; presses += 1) {
    await page.keyboard.press('Tab');
    const wrong = await page.evaluate(() => {
      const held = globalThis as { tabbed?: Element | undefined };
      const { tabbed: before } = held;
      const now = document.activeElement;
      held.tabbed = undefined;
      if (!now || !document.querySelector('main')?.contains(now)) return undefined;
      held.tabbed = now;
      const { width, height } = now.getBoundingClientRect();
      const follows =
        !before || (before.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
      return follows && width > 0 && height > 0 ? '' : now.outerHTML.slice(0, 120);
    });
    if (wrong === undefined) return '';
    if (wrong !== '') return wrong;
  }
  return 'no end';
}
