import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright';
import type { Template } from '../shared/template/template.ts';
import { findings } from './axe.ts';
import { freshData, openWindow } from './window.ts';

const skip = !existsSync('out/main/main.js') && 'the window is not built: npm run build';

async function openDesigner(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Templates', exact: true }).click();
  await page.getByRole('button', { name: 'Choose… Template' }).click();
  await page.getByRole('button', { name: 'Edit the page' }).click();
  await page.locator('.sheet .page-view').waitFor();
}

/**
 * The template once it has been saved so that this holds of it. What the toolbar says may still be of the save before,
 * so the file itself is asked.
 */
async function savedWhen(file: string, holds: (template: Template) => boolean): Promise<Template> {
  for (let left = 600; left > 0; left--) {
    const template = JSON.parse(readFileSync(file, 'utf8')) as Template;
    if (holds(template)) return template;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${file} was not saved as it should be.`);
}

test('a page is designed by pointer and by keyboard, saved by itself and undone', { skip }, async () => {
  const data = freshData();
  const template = join(data, 'template.json');
  copyFileSync(resolve('examples/university/template.json'), template);
  const saved = (): Template => JSON.parse(readFileSync(template, 'utf8')) as Template;
  const boxOf = (id: string) => saved().page.elements.find((element) => element.id === id)?.box;
  const crest = boxOf('crest');
  assert.ok(crest);

  await using opened = await openWindow({ data, choose: { template } });
  const { page } = opened;
  await openDesigner(page);

  await page.getByRole('button', { name: 'crest drawing' }).click();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('ArrowRight');
  await savedWhen(template, () => boxOf('crest')?.x === crest.x + 1);
  assert.deepEqual(boxOf('crest'), { ...crest, x: crest.x + 1, y: crest.y + 10 });
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await savedWhen(template, ({ version }) => version === 1);
  assert.deepEqual(boxOf('crest'), crest);

  assert.deepEqual(await findings(page), []);

  // By pointer: the frame follows, and stays in the middle of the page where it came back to it.
  const frame = page.locator('.frame[title="crest"]');
  const box = await frame.boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 60, box.y + box.height / 2 + 40, { steps: 4 });
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2 + 40, { steps: 4 });
  await page.mouse.up();
  await savedWhen(template, ({ version }) => version === 2);
  const pulled = boxOf('crest');
  assert.ok(pulled);
  assert.equal(pulled.x, crest.x);
  assert.ok(pulled.y > crest.y + 5);

  // A guide comes out of a ruler; by the keyboard it is a number; an element is caught by it.
  const ruler = await page.locator('.ruler.down').boundingBox();
  const sheet = await page.locator('.sheet').boundingBox();
  assert.ok(ruler && sheet);
  const across = (millimetres: number) => sheet.x + (millimetres * sheet.width) / saved().page.width;
  await page.mouse.move(ruler.x + 5, ruler.y + 300);
  await page.mouse.down();
  await page.mouse.move(across(20), ruler.y + 300, { steps: 3 });
  await page.mouse.up();
  await savedWhen(template, ({ page: { guides } }) => guides?.x?.join() === '20');
  await page.keyboard.press('Escape');
  await page.getByRole('textbox', { name: 'Guides from the left (mm)' }).fill('20 33.5');
  await page.keyboard.press('Enter');
  await savedWhen(template, ({ page: { guides } }) => guides?.x?.join() === '20,33.5');
  assert.deepEqual(await findings(page), []);
  await page.mouse.move(across(20), sheet.y - 9);
  await page.mouse.down();
  await page.mouse.move(sheet.x - 60, sheet.y - 9, { steps: 3 });
  await page.mouse.up();
  await savedWhen(template, ({ page: { guides } }) => guides?.x?.join() === '33.5');

  // A text without one of its languages is told at once, and its place can be chosen.
  await page.getByRole('button', { name: 'institution text', exact: true }).click();
  await page.getByRole('textbox', { name: 'Ελληνικά' }).fill('');
  await page.locator('.checks .problems').getByText('institution').first().waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.locator('.checks .holds-line').waitFor();
});

test('type, colours, conditions and pictures are changed beside the page, and layers hidden for a while', {
  skip,
}, async () => {
  const data = freshData();
  const template = join(data, 'template.json');
  copyFileSync(resolve('examples/university/template.json'), template);
  const element = (id: string) =>
    (JSON.parse(readFileSync(template, 'utf8')) as Template).page.elements.find((each) => each.id === id);

  await using opened = await openWindow({ data, choose: { template } });
  const { page } = opened;
  await openDesigner(page);

  await page.getByRole('button', { name: 'institution text', exact: true }).click();
  await page.getByRole('button', { name: 'A style of its own' }).click();
  const size = page.getByRole('textbox', { name: 'Size (pt)' });
  await size.fill('18');
  await size.press('Enter');
  for (const [label, value] of [
    ['Shrinks to (pt)', '12'],
    ['Line height (× size)', '1.5'],
    ['Letter spacing (‰ of size)', '40'],
  ] as const) {
    const field = page.getByRole('textbox', { name: label });
    await field.fill(value);
    await field.press('Enter');
  }
  await page.getByRole('button', { name: 'Italic', exact: true }).click();
  const { page: design } = await savedWhen(template, ({ page: { styles } }) =>
    Object.entries(styles).some(([name, { italic, size }]) => name.endsWith('-2') && italic && size === 18),
  );
  const institution = element('institution');
  assert.ok(institution?.kind === 'text');
  assert.match(institution.style, /-2$/);
  assert.equal(design.styles[institution.style]?.size, 18);
  assert.equal(design.styles[institution.style]?.italic, true);
  const { minSize, leading, tracking } = design.styles[institution.style] ?? {};
  assert.deepEqual([minSize, leading, tracking], [12, 1.5, 40]);
  assert.notEqual(design.styles[institution.style.replace('-2', '')]?.size, 18);

  // Its place in pages of one language is another one, or the same again.
  const alone = page.getByRole('button', { name: 'Another place when there is one language only' });
  const stood = institution.alone !== undefined;
  await alone.click();
  await savedWhen(template, () => (element('institution')?.alone !== undefined) !== stood);
  if (stood) await alone.click();
  const place = page.getByRole('group', { name: 'Another place when there is one language only' });
  await place.getByRole('textbox', { name: 'Top' }).fill('33');
  await place.getByRole('textbox', { name: 'Top' }).press('Enter');
  await savedWhen(template, () => element('institution')?.alone?.y === 33);

  const fontChooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Add a font…' }).click();
  await (await fontChooser).setFiles(
    'node_modules/@expo-google-fonts/noto-serif/400Regular_Italic/NotoSerif_400Regular_Italic.ttf',
  );
  await page.getByRole('button', { name: 'notoserif400 Font' }).waitFor();
  const { page: lettered } = await savedWhen(template, ({ page: { fonts } }) => fonts !== undefined);
  assert.deepEqual(Object.keys(lettered.fonts ?? {}), ['own-notoserif400']);
  assert.equal(lettered.styles[institution.style]?.family, 'own-notoserif400');

  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Picture…' }).click();
  await (await chooser).setFiles({
    name: 'dot.png',
    mimeType: 'image/png',
    buffer: Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    ),
  });
  await page.getByRole('group', { name: 'Alternative text' }).getByLabel('English').fill('Our badge');
  // Said in one language, it must be said in all.
  await page.locator('.checks .problems').getByText('picture').first().waitFor();
  await page.getByRole('button', { name: 'When it is shown' }).click();
  await page.getByRole('option', { name: 'Only when grade is known', exact: true }).click();
  await savedWhen(template, () => element('picture')?.when === 'grade');
  const picture = element('picture');
  assert.ok(picture?.kind === 'image');
  assert.equal(picture.when, 'grade');
  assert.deepEqual(picture.alt, { en: 'Our badge' });

  await page.getByRole('button', { name: 'Hide crest' }).click();
  await page.waitForFunction(() => !document.querySelector('.sheet .frame[title="crest"]:not(.locked)'));
  assert.ok(element('crest'));
  // The page is drawn anew without it, though words are still missing.
  const drawn = page.locator('.sheet .page-view');
  const before = await drawn.getAttribute('src');
  await page.getByRole('button', { name: 'Hide ornament', exact: true }).click();
  await page.waitForFunction(
    (address) => document.querySelector('.sheet .page-view')?.getAttribute('src') !== address,
    before,
  );
  assert.deepEqual(await findings(page), []);
});

test('a code is told what it holds and for which key, and one too small is refused at once', {
  skip,
}, async () => {
  const data = freshData();
  const template = join(data, 'template.json');
  copyFileSync(resolve('examples/university/template.json'), template);
  const code = () =>
    (JSON.parse(readFileSync(template, 'utf8')) as Template).page.elements.find(({ id }) => id === 'qr');

  await using opened = await openWindow({ data, choose: { template } });
  const { page } = opened;
  await openDesigner(page);
  await page.getByRole('button', { name: 'qr QR code', exact: true }).click();
  const choose = async (label: string, option: string) => {
    await page.getByRole('button', { name: label }).click();
    await page.getByRole('option', { name: option }).click();
  };
  await choose('Key of your seal', 'P-256');
  await choose('The code holds', 'a link to your verify page');
  // Without an address it leads nowhere; told, and the way to it.
  await page.locator('.checks').getByText('verifyPage').waitFor();
  await page
    .getByRole('textbox', { name: 'Address of the verify page' })
    .fill('https://verify.halcyon.example/');
  await page.locator('.checks .holds-line').waitFor();
  await savedWhen(template, () => {
    const saved = code();
    return saved?.kind === 'qr' && saved.verifyPage === 'https://verify.halcyon.example/';
  });
  const { box, holds, sealKey, verifyPage } = code() as Extract<ReturnType<typeof code>, { kind: 'qr' }>;
  assert.deepEqual([holds, sealKey, verifyPage], ['link', 'P-256', 'https://verify.halcyon.example/']);
  assert.deepEqual([box.width, box.height], [35, 35]);

  const width = page.getByRole('textbox', { name: 'Width' });
  await width.fill('20');
  await width.press('Enter');
  const told = page.locator('.checks li').filter({ hasText: 'a phone could not read it' });
  await told.waitFor();
  await page.getByRole('button', { name: 'institution text', exact: true }).click();
  await told.getByRole('button').click();
  await page.getByRole('heading', { name: 'qr', exact: true }).waitFor();
  assert.deepEqual(await findings(page), []);
});

test('every kind of element is added by keyboard, changed beside the page, and drawn as it will be sealed', {
  skip,
}, async () => {
  const data = freshData();
  const template = join(data, 'template.json');
  copyFileSync(resolve('examples/university/template.json'), template);
  const supplement = join(data, 'supplement.json');
  const line = ['template', 'new', 'supplement', '--languages', 'en,de', '--out', supplement];
  execFileSync(process.execPath, ['electron/sealwright.mjs', ...line]);
  const long = JSON.parse(readFileSync(supplement, 'utf8')) as Template;
  const elements = long.page.elements.map((each) =>
    each.kind === 'flow' ? { ...each, box: { ...each.box, height: 60 } } : each,
  );
  writeFileSync(supplement, JSON.stringify({ ...long, page: { ...long.page, elements } }));
  writeFileSync(join(data, 'shelf.json'), JSON.stringify({ templates: [supplement], discarded: [] }));

  await using opened = await openWindow({ data, choose: { template } });
  const { page } = opened;
  await openDesigner(page);
  const palette = page.getByRole('group', { name: 'Add', exact: true });
  const add = (name: string) => palette.getByRole('button', { name, exact: true }).press('Enter');
  for (const name of ['Oval', 'Learning outcomes', 'Table of facts', 'E-seal', 'QR code']) await add(name);
  await add('Flow');
  await page
    .getByRole('group', { name: 'Add to the flow' })
    .getByRole('button', { name: 'Table of parts' })
    .press('Enter');
  await page.getByRole('button', { name: 'Goes on on the next sheet' }).press('Enter');
  const columns = page.locator('.row-editor summary').filter({ hasText: 'parts, table of parts' });
  await columns.press('Enter');
  await page.getByRole('button', { name: 'Add a column' }).press('Enter');
  const { page: design } = await savedWhen(template, ({ page: { elements } }) =>
    elements.some(
      (each) =>
        each.kind === 'flow' && each.elements.some((one) => one.kind === 'parts' && one.columns.length === 4),
    ),
  );
  const added = design.elements.slice(-6);
  assert.deepEqual(
    added.map(({ kind }) => kind),
    ['shape', 'outcomes', 'facts', 'seal', 'qr', 'flow'],
  );
  const [, , , , qr, flow] = added;
  assert.ok(qr?.kind === 'qr' && flow?.kind === 'flow' && flow.next);
  // Said in words, in each of the template's languages: never a bare number.
  assert.match(qr.alt.en ?? '', /^QR code with/);
  assert.notEqual(qr.alt.en, qr.alt.el);
  // The new column has no words yet: told, and the way to it.
  await page.locator('.checks .problems').getByText('flow').first().waitFor();
  assert.deepEqual(await findings(page), []);

  // What is copied goes into another template with the style that it is set in.
  await page.getByRole('button', { name: 'institution text', exact: true }).press('Enter');
  await page.keyboard.press('Control+c');
  await page.getByRole('button', { name: 'Done' }).press('Enter');
  await page.locator(`[role="option"][data-key="${supplement}"]`).click();
  await page.getByRole('button', { name: 'Edit the page' }).press('Enter');
  const sheets = page.getByRole('radiogroup', { name: 'Sheets' });
  await sheets.getByRole('radio', { name: 'Sheet 1', checked: true }).waitFor();
  const { page: before } = JSON.parse(readFileSync(supplement, 'utf8')) as Template;
  await page.locator('.sheet-desk').press('Control+v');
  const pasted = await savedWhen(supplement, ({ page: { elements } }) =>
    elements.some(
      ({ id }) => id.startsWith('institution') && !before.elements.some((each) => each.id === id),
    ),
  );
  const style = design.elements.find(({ id }) => id === 'institution');
  assert.ok(style?.kind === 'text');
  assert.deepEqual(pasted.page.styles[style.style], before.styles[style.style] ?? design.styles[style.style]);

  // Its second sheet is turned to, and what is added there stands there.
  await sheets.getByRole('radio', { name: 'Sheet 2' }).press('Enter');
  await add('Oval');
  await savedWhen(supplement, ({ page: { elements } }) => elements.at(-1)?.on === 'following');
  assert.deepEqual(await findings(page), []);

  // Whoever comes back can still undo.
  await page.getByRole('button', { name: 'Home', exact: true }).press('Enter');
  await openDesigner(page);
  await page.getByRole('button', { name: 'Undo' }).press('Enter');
  await savedWhen(template, ({ page: { elements } }) =>
    elements.some(
      (each) =>
        each.kind === 'flow' && each.elements.some((one) => one.kind === 'parts' && one.columns.length === 3),
    ),
  );
});
