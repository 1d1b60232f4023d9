import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright';

/** One file for each screen: what a screen reader is told of it, in English, as Playwright's aria snapshot has it. */
const KEPT = new URL('told/', import.meta.url);
/** `SEALWRIGHT_TOLD=keep npm run e2e` writes them anew. */
const KEEP = process.env.SEALWRIGHT_TOLD === 'keep';

/** Screens whose names are kept: the main ones, and every step of issuing. */
const SCREENS: ReadonlySet<string> = new Set(
  `home templates designer parity contents issue roster issue-checked issue-sealed register printing seals extension verify
  issuers audit settings office help shortcuts palette`.split(/\s+/),
);

/** What one acts on or finds one's way by; the rest is text and changes with what was issued. */
const ROLES =
  /^\s*- (?:main|navigation|region|group|dialog|alertdialog|toolbar|tablist|tab|table|columnheader|heading|button|link|textbox|searchbox|combobox|spinbutton|checkbox|radio|radiogroup|switch|slider|progressbar|status|img)\b/;

/** Whoever was sealed on the way, in whatever order: cells of the file that the walk issues from. */
const LEARNERS = readFileSync('examples/university/roster-with-errors.csv', 'utf8')
  .split('\n')
  .flatMap((row) => row.split(';').slice(1, 3))
  .filter((name) => name.length > 1 && name !== 'Given name' && name !== 'Family name');

const TRIES = 20;

/** @returns names that are kept and no longer told, in order; what a screen tells besides is no loss. */
export async function toldOtherwise(page: Page, screen: string): Promise<readonly string[]> {
  if (!SCREENS.has(screen)) return [];
  const file = new URL(`${screen}.txt`, KEPT);
  if (KEEP) {
    mkdirSync(KEPT, { recursive: true });
    writeFileSync(file, `${(await linesOf(page, screen)).join('\n')}\n`);
  }
  if (!existsSync(file)) return [`${screen}: no names are kept`];
  const kept = readFileSync(file, 'utf8').trimEnd().split('\n');
  let lost: readonly string[] = [];
  // Some of a screen comes when the studio has answered.
  for (let tries = 0; tries < TRIES; tries += 1) {
    lost = notIn(await linesOf(page, screen), kept);
    if (lost.length === 0) return [];
    await page.waitForTimeout(250);
  }
  return lost.map((line) => `${screen}: ${line}`);
}

/** Lines of `kept` that are not in `told`, or not in their order. */
function notIn(told: readonly string[], kept: readonly string[]): readonly string[] {
  let at = 0;
  return kept.filter((line) => {
    const next = told.indexOf(line, at);
    if (next !== -1) at = next + 1;
    return next === -1;
  });
}

/** Without depth, numbers, dates, learners and the guides' own headings: what was sealed today makes no screen. */
async function linesOf(page: Page, screen: string): Promise<readonly string[]> {
  const snapshot = await page.locator('body').ariaSnapshot();
  return snapshot
    .split('\n')
    .filter((line) => ROLES.test(line))
    .map((line) =>
      line
        .trim()
        .replace(/ \[(?:disabled|active)\]/g, '')
        .replace(/^(- \w+(?: "(?:[^"\\]|\\.)*")?(?: \[[^\]]*\])*):.*$/, '$1'),
    )
    .filter(
      (line) =>
        !/\d/.test(line.replace(/\[level=\d\]/, '')) &&
        !LEARNERS.some((name) => line.includes(name)) &&
        !(screen === 'help' && /^- (?:heading|link|img|table|columnheader)/.test(line)),
    );
}
