import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { before, suite, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import { chosenOnTheWay, SCREENS } from './every-screen.ts';
import { toldOtherwise } from './told-screens.ts';
import { freshData, openWindow } from './window.ts';

const skip = !existsSync('out/main/main.js') && 'the window is not built: npm run build';

/** WCAG 2.2 AA, as EN 301 549 asks; and what axe knows to be good practice. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const COLOURS = {
  light: (page: Page) => page.emulateMedia({ colorScheme: 'light' }),
  dark: (page: Page) => page.emulateMedia({ colorScheme: 'dark' }),
  'high contrast': (page: Page) => page.emulateMedia({ forcedColors: 'active', contrast: 'more' }),
};

interface Found {
  readonly axe: string[];
  readonly cut: string[];
  /** What moves although the system asks for less of it. */
  readonly moving: string[];
  /** What a screen reader is told otherwise than is kept beside this file. */
  readonly told: string[];
}

suite('every screen', { skip }, () => {
  const found: Found = { axe: [], cut: [], moving: [], told: [] };

  // One walk for all that is asked of a screen: on the way credentials are sealed, printed and verified.
  before(async () => {
    const data = freshData();
    await using opened = await openWindow({ data, choose: chosenOnTheWay(data) });
    const { page } = opened;
    for (const [name, show] of Object.entries(SCREENS)) {
      await show(page);
      found.told.push(...(await toldOtherwise(page, name)));
      for (const each of await axeFindings(page)) found.axe.push(`${name}, ${each}`);
      for (const each of await moving(page)) found.moving.push(`${name}: ${each}`);
      for (const each of await cutLongOrZoomed(page)) found.cut.push(`${name}${each}`);
    }
  });

  test('no screen has a finding of axe, in light, dark and high contrast', () => {
    assert.deepEqual(found.axe, []);
  });

  test('words that are two fifths longer are cut nowhere, and at 200 % nothing is out of reach', () => {
    assert.deepEqual(found.cut, []);
  });

  test('nothing moves by itself where the system asks for less motion', () => {
    assert.deepEqual(found.moving, []);
  });

  test('a screen reader is told what each screen is made of, by the names that are kept', () => {
    assert.deepEqual(found.told, []);
  });
});

async function axeFindings(page: Page): Promise<readonly string[]> {
  const findings: string[] = [];
  for (const [colours, paint] of Object.entries(COLOURS)) {
    await paint(page);
    const axe = new AxeBuilder({ page: page as never });
    // Only colours change with the colours.
    if (colours === 'light') axe.withTags(TAGS);
    else axe.withRules(['color-contrast']);
    for (const { id, nodes } of (await axe.analyze()).violations) {
      for (const { html, target } of nodes) {
        if (id === 'target-size' && (await isCovered(page, String(target[0])))) continue;
        findings.push(`${colours}: ${id} ${html}`);
      }
    }
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', contrast: 'no-preference' });
  return findings;
}

/** Elements with a transition or an animation. */
async function moving(page: Page): Promise<readonly string[]> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const found = await page.evaluate(() => {
    const lasts = (durations: string) => durations.split(', ').some((each) => Number.parseFloat(each) > 0);
    return [...document.querySelectorAll('body, body *')]
      .filter((element) => {
        const { transitionDuration, animationName, animationDuration } = getComputedStyle(element);
        return lasts(transitionDuration) || (animationName !== 'none' && lasts(animationDuration));
      })
      .map((element) => element.outerHTML.slice(0, 80));
  });
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  return found;
}

async function cutLongOrZoomed(page: Page): Promise<readonly string[]> {
  const size = page.viewportSize() ?? { width: 1200, height: 800 };
  const before = await lengthen(page, 0.4);
  const cut = (await cutWords(page)).map((each) => `: ${each}`);
  await restore(page, before);
  // Zoomed to 200 %, a window has half as many CSS pixels each way.
  await page.setViewportSize({ width: size.width / 2, height: size.height / 2 });
  cut.push(...(await cutWords(page)).map((each) => ` at 200 %: ${each}`));
  await page.setViewportSize(size);
  return cut;
}

/** Half below the bar that stays at the bottom, it is scrolled into view before anybody can aim at it. */
function isCovered(page: Page, selector: string): Promise<boolean> {
  return page.evaluate((path) => {
    const element = document.querySelector(path);
    if (!element) return false;
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const middle = (left + right) / 2;
    return [top + 2, bottom - 2].some((y) => !element.contains(document.elementFromPoint(middle, y)));
  }, selector);
}

/** Every word on the page grows by a share of its length, as in a language that takes more room. */
function lengthen(page: Page, share: number): Promise<readonly string[]> {
  return page.evaluate((more) => {
    const before: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      before.push(node.nodeValue ?? '');
      node.nodeValue = (node.nodeValue ?? '').replace(
        /\p{L}+/gu,
        (word) => word + 'ñ'.repeat(Math.ceil(word.length * more)),
      );
    }
    return before;
  }, share);
}

function restore(page: Page, before: readonly string[]): Promise<void> {
  return page.evaluate((words) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(), at = 0; node; node = walker.nextNode(), at++) {
      node.nodeValue = words[at] ?? '';
    }
  }, before);
}

/** Words that do not show in full and say so nowhere: neither by an ellipsis with a title nor by a scroll bar. */
function cutWords(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const { documentElement: root } = document;
    if (root.scrollWidth > root.clientWidth + 1) found.push(`the page is ${root.scrollWidth} px wide`);
    for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
      const words = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim(),
      );
      const { width, height } = element.getBoundingClientRect();
      if (!words || width < 2 || height < 2 || element.closest('svg')) continue;
      const style = getComputedStyle(element);
      if (style.textOverflow === 'ellipsis' || style.overflowX === 'auto') continue;
      const wide = element.scrollWidth > element.clientWidth + 1 && style.display !== 'inline';
      const high = element.scrollHeight > element.clientHeight + 1 && style.overflowY === 'hidden';
      if (wide || high)
        found.push(`${element.className || element.tagName} “${element.textContent?.slice(0, 40)}”`);
    }
    return found;
  });
}
