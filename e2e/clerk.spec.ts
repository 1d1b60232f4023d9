/**
 * A clerk's day, in Greek and in Finnish: a template in two languages from a plain page, a file with faults, fifty sealed
 * credentials, and what comes after. The program is killed on the way, while a page is edited and while a batch is sealed;
 * nothing may be lost or be there twice. What is sealed stays in demo-output/clerk-LANGUAGE for the judges.
 */
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright';
import { headingIn, type RosterField } from '../shared/roster/heading.ts';
import type { Template } from '../shared/template/template.ts';
import { findings } from './axe.ts';
import { freshData, openWindow, probe } from './window.ts';

const skip = !existsSync('out/main/main.js') && 'the window is not built: npm run build';

const LEARNERS = 50;
const COLUMNS = ['studentId', 'givenName', 'familyName', 'birthDate', 'awardedOn'] as const;
/** Row of the file, its column, what stands there and what should. */
const FAULTS = [
  [4, 'givenName', '', 'Ilmatar'],
  [9, 'birthDate', '31.02.2001', '2001-02-28'],
  [30, 'familyName', '', 'Καζαντζάκη'],
] as const satisfies readonly (readonly [number, (typeof COLUMNS)[number], string, string])[];

const INSTITUTION = { el: 'Σχολή του Αρχιπελάγους', fi: 'Saariston korkeakoulu' } as const;
type Spoken = keyof typeof INSTITUTION;

/** As a language calls itself. */
function nameOf(language: string): string {
  return new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? '';
}

/** The window's own words: a journey presses what is written on the buttons. */
function wordsOf(language: Spoken) {
  const words = JSON.parse(readFileSync(`locales/${language}/app.json`, 'utf8')) as Record<string, string>;
  return (key: string, facts: Readonly<Record<string, string | number>> = {}): string => {
    const said = words[key];
    assert.ok(said, key);
    return said.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(facts[name]));
  };
}

function writeMessyFile(path: string, language: Spoken): void {
  const rows = Array.from({ length: LEARNERS }, (_, at) => {
    const cells: Record<RosterField, string> = {
      ...({} as Record<RosterField, string>),
      studentId: `A${1000 + at}`,
      givenName: ['Αθηνά', 'Aino', 'Łukasz', 'Søren'][at % 4] ?? '',
      familyName: `${['Παππά', 'Mäkelä', 'Żółw'][at % 3]}-${at}`,
      birthDate: `${1 + (at % 28)}.${1 + (at % 12)}.2001`,
      awardedOn: '2026-06-26',
    };
    for (const [row, column, was] of FAULTS) if (row === at + 2) cells[column] = was;
    return COLUMNS.map((column) => ` ${cells[column]}`).join(';');
  });
  const head = COLUMNS.map((column) => headingIn(column, language)).join(';');
  writeFileSync(path, `\uFEFF${head}\r\n\r\n${rows.join('\r\n')}\r\n`);
}

async function speak(page: Page, language: Spoken): Promise<void> {
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('option', { name: nameOf(language) }).click();
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
  await page.locator('.rail-item').first().click();
}

/** Killed as by a power cut: the core first, so that it can finish nothing. */
async function cutOff(page: Page): Promise<void> {
  await probe(page, 'crash');
}

async function savedWhen(file: string, holds: (template: Template) => boolean): Promise<void> {
  for (let left = 600; left > 0; left--) {
    if (existsSync(file) && holds(JSON.parse(readFileSync(file, 'utf8')) as Template)) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`${file} was not saved as it should be.`);
}

for (const language of ['el', 'fi'] as const) {
  test(`from a plain page to a verified credential, cut off twice on the way: ${language}`, {
    skip,
  }, async () => {
    const say = wordsOf(language);
    const data = freshData();
    const work = resolve('demo-output', `clerk-${language}`);
    rmSync(work, { recursive: true, force: true });
    mkdirSync(work, { recursive: true });
    const roster = join(data, 'learners.csv');
    writeMessyFile(roster, language);
    const template = join(work, 'plain.json');
    const choose = {
      ...{ folder: work, roster, template, save: data },
      seal: join(data, 'trial', 'seal', 'demo-seal.p12'),
    };
    // The Greek clerk's system is English: the language is chosen in the window, and kept for the next time.
    const desk = { data, choose, language: language === 'el' ? 'en' : language };
    const press = (page: Page, key: string) =>
      page.getByRole('button', { name: say(key), exact: true }).click();
    const institution = INSTITUTION[language];

    {
      await using opened = await openWindow(desk);
      const { page } = opened;
      if (desk.language !== language) await speak(page, language);
      // The sample project brings the test seal.
      await press(page, 'home.trial');
      await page.locator('.page-view').waitFor();

      await press(page, 'rail.templates');
      await press(page, 'gallery.plain');
      await press(page, 'templates.edit');
      await page.locator('.sheet .page-view').waitFor();
      await page.locator('.layer').filter({ hasText: 'institution' }).first().click();
      await page.getByRole('textbox', { name: nameOf(language) }).fill(institution);
      await page.getByRole('textbox', { name: nameOf('en') }).fill('School of the Islands');
      await savedWhen(template, ({ page: { elements } }) =>
        JSON.stringify(elements).includes('School of the Islands'),
      );
      await cutOff(page);
    }
    const sealed = join(work, 'credentials');
    {
      await using opened = await openWindow(desk);
      const { page } = opened;
      await press(page, 'rail.templates');
      await press(page, 'templates.edit');
      await page.locator('.layer').filter({ hasText: 'institution' }).first().click();
      const words = page.getByRole('textbox', { name: nameOf(language) });
      await words.waitFor();
      assert.equal(await words.inputValue(), institution);
      await press(page, 'designer.done');

      await press(page, 'rail.issue');
      for (const field of [0, 2, 3, 1]) {
        await page.locator('.steps .file-field').nth(field).locator('.button').first().click();
      }
      await page.locator('.steps > .roster-open').click();
      for (const [row, column, , is] of FAULTS) {
        const cell = page
          .locator('.refused-row')
          .filter({ hasText: new RegExp(`${say('roster.row', { row: row + 1, name: '' }).trim()}`) })
          .getByLabel(headingIn(column, language));
        await cell.fill(is);
        await cell.press('Enter');
        await cell.waitFor({ state: 'detached' });
      }
      await page.getByText(say('roster.all-good')).waitFor();
      assert.deepEqual(await findings(page), []);
      await press(page, 'roster.done');

      await press(page, 'issue.check');
      await page.getByText(say('issue.checked')).waitFor({ timeout: 60_000 });
      assert.equal(existsSync(sealed), false, 'a check writes nothing');
      await page.getByRole('button', { name: say('issue.seal-them_other', { count: LEARNERS }) }).click();
      // As soon as the first is sealed; on a fast machine all may be.
      for (let left = 1200; left > 0 && !pdfsIn(sealed); left -= 1) await page.waitForTimeout(25);
      await cutOff(page);
    }
    const before = pdfsIn(sealed);
    assert.ok(before > 0, 'something was sealed before the cut');

    await using opened = await openWindow(desk);
    const { page } = opened;
    await page.locator('main h1').waitFor();
    const batches = page.locator('.batches');
    if (before < LEARNERS) {
      await batches.getByText(say('batches.state.interrupted')).waitFor();
      await press(page, 'issue.go-on');
      await page
        .locator('.batches form')
        .getByRole('button', { name: say('issue.go-on') })
        .click();
      await batches.waitFor({ state: 'detached', timeout: 60_000 });
    }
    assert.equal(pdfsIn(sealed), LEARNERS);

    await press(page, 'rail.register');
    await page.locator(`table[aria-rowcount="${LEARNERS + 1}"]`).waitFor();
    await page.getByRole('searchbox').fill('ilmatar');
    await page.locator('table[aria-rowcount="2"]').waitFor();
    await page.locator('.row-button').first().click();

    const pane = page.locator('.record-pane');
    await pane.getByRole('button', { name: say('print.open') }).click();
    const form = page.locator('.print-form');
    await form.locator('.choice .button').first().click();
    await page.getByRole('option', { name: say('print.way.file'), exact: true }).click();
    await form.locator('.button.primary').click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('register.close') })
      .click();
    assert.ok(readdirSync(data).some((name) => name.endsWith('.pdf')));

    await pane.getByRole('button', { name: say('register.change.revoked'), exact: true }).click();
    await page.getByLabel(say('register.ground')).fill('7/2026');
    await pane.getByRole('button', { name: say('register.change.revoked'), exact: true }).click();
    await pane.locator('.history').getByText('7/2026').waitFor();
    assert.deepEqual(await findings(page), []);

    const [first = '', second = ''] = readdirSync(sealed).filter((name) => name.endsWith('.pdf'));
    await probe(page, 'opened', [first, second].map((name) => join(sealed, name)).join('|'));
    await page.locator('.verdict.good').nth(1).waitFor({ timeout: 60_000 });
    assert.deepEqual(await findings(page), []);
    // For the judges: whom to trust, and never the key.
    mkdirSync(join(work, 'seal'));
    for (const name of readdirSync(join(data, 'trial', 'seal')))
      if (/demo-(?:root|intermediate)\.(?:pem|crl)$/.test(name))
        cpSync(join(data, 'trial', 'seal', name), join(work, 'seal', name));
  });
}

function pdfsIn(folder: string): number {
  return existsSync(folder) ? readdirSync(folder).filter((name) => /^[^.].*\.pdf$/.test(name)).length : 0;
}
