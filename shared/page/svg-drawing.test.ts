import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeEngine } from '../../electron/engine.ts';
import { readSvg } from './svg-drawing.ts';

const source = (svg: string) => `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
const open = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">';

test('shapes, colours and transforms come out as resvg draws them', () => {
  const body = `
    <g transform="translate(10 5) rotate(12)" fill="#cc0000" style="stroke:#00f;stroke-width:2">
      <rect x="10" y="10" width="30" height="20" rx="4"/><circle cx="60" cy="30" r="12" fill="none"/>
      <path transform="scale(.5)" d="M20 120q30 -40 60 0t60 0z" stroke="none"/>
    </g>
    <polygon points="10,80 30,60 50,90" fill="rgb(0, 128, 64)"/><line x1="60" y1="60" x2="95" y2="95" stroke="#000" stroke-width="3"/>
    <ellipse cx="75" cy="80" rx="14" ry="6" transform="matrix(1 0 .3 1 -20 0)"/><defs><rect width="100" height="100"/></defs>`;
  const svg = `${open}${body}</svg>`;
  const read = readSvg(source(svg));
  assert.ok(read);
  const paths = read.paths.map(
    ({ d, fill, stroke, strokeWidth }) =>
      `<path d="${d}" fill="${fill}"${stroke ? ` stroke="${stroke}" stroke-width="${strokeWidth}"` : ''}/>`,
  );
  const [theirs, ours] = [svg, `${open}${paths.join('')}</svg>`].map(
    (text) => nodeEngine.rasterise(text, 200).rgba,
  );
  let different = 0;
  for (const [at, value] of (theirs ?? []).entries()) {
    if (Math.abs(value - (ours?.[at] ?? 0)) > 64) different++;
  }
  assert.ok(different < 60, `${different} samples differ`);
});

test('nothing that acts, links or loads comes through', () => {
  const evil = `${open}<script>alert(1)</script><a href="javascript:x"><rect width="5" height="5" onclick="x()"/></a>
    <foreignObject><rect width="9" height="9"/></foreignObject><image href="http://x.example/a.png" width="5" height="5"/>
    <use href="http://x.example/a.svg#a"/><style>rect{fill:url(http://x.example)}</style></svg>`;
  const read = readSvg(source(evil));
  assert.deepEqual(read?.paths, [{ d: 'M0 0L5 0L5 5L0 5Z', fill: '#000000' }]);
  for (const refused of [
    `<!DOCTYPE svg [<!ENTITY a "b">]>${open}<rect width="5" height="5"/></svg>`,
    `${open}<rect width="5" height="5"/>`,
    `${open}<text>Words</text></svg>`,
    'no XML',
  ]) {
    assert.equal(readSvg(source(refused)), undefined, refused);
  }
});
