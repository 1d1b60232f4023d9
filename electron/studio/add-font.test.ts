import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { addFont } from './add-font.ts';
import { previewTemplate } from './gallery.ts';
import { openTemplate, reportTemplate } from './template-file.ts';

const scratch = mkdtempSync(join(tmpdir(), 'font-'));
after(() => rmSync(scratch, { recursive: true }));
const FONT = fileURLToPath(
  new URL(
    '../../node_modules/@expo-google-fonts/noto-serif/400Regular/NotoSerif_400Regular.ttf',
    import.meta.url,
  ),
);
const template = join(scratch, 'template.json');
copyFileSync(fileURLToPath(new URL('../../examples/university/template.json', import.meta.url)), template);

test('a font put into a template is printed in, and the template is another version', async () => {
  const before = await openTemplate(template);
  assert.ok(before.ok);
  const added = await addFont({ template, font: FONT, family: 'own-house', face: 'regular' });
  assert.ok(added.ok);
  assert.deepEqual(added.value.lacking, []);
  assert.equal(added.value.version, before.value.template.version + 1);

  const opened = await openTemplate(template);
  assert.ok(opened.ok);
  const { page } = opened.value.template;
  const [name] = Object.entries(page.styles).find(([, { bold, italic }]) => !bold && !italic) ?? [];
  assert.ok(name);
  const styles = { ...page.styles, [name]: { ...page.styles[name], family: 'own-house' } };
  const changed = { ...opened.value.template, page: { ...page, styles } };
  writeFileSync(template, JSON.stringify(changed));
  const report = await reportTemplate(template, new Date(), []);
  assert.ok(report.ok);
  assert.deepEqual(
    report.value.problems.filter(({ code }) => code.startsWith('font.')),
    [],
  );
  const previewed = await previewTemplate({ template, out: join(scratch, 'out') }, new Date());
  assert.ok(previewed.ok);
  const pdf = previewed.value.files.find((path) => path.endsWith('.pdf'));
  assert.ok(pdf && readFileSync(pdf, 'latin1').includes('+NotoSerif-Regular'));
});

test('what is no font, or no font of one face, leaves the template as it was', async () => {
  const before = readFileSync(template);
  const other = join(scratch, 'font.woff2');
  writeFileSync(other, Buffer.concat([Buffer.from('wOF2'), Buffer.alloc(100)]));
  const refused = await addFont({ template, font: other, family: 'own-house', face: 'bold' });
  assert.ok(!refused.ok);
  assert.deepEqual(
    [refused.problems[0].code, refused.problems[0].facts?.font],
    ['font.kind-unsupported', 'font.woff2'],
  );
  assert.ok(before.equals(readFileSync(template)));
});
