import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { decodeBase64 } from '../sealing/base64.ts';
import type { DrawingElement, DrawnPath } from '../template/design.ts';
import { type PathStep, readPath, writePath } from './layout-path.ts';

const HEAD = 'data:image/svg+xml;base64,';
/** Shapes; a logo has tens. */
const MOST_PATHS = 5000;

/**
 * The shapes of an SVG file with their colours, in one plane. Nothing else comes through, so nothing has to be found
 * and removed: no script, no style sheet, no link, no text, no picture. Undefined when the source is no SVG, declares
 * a document type, or has no shape that can be shown.
 */
export function readSvg(source: string): Pick<DrawingElement, 'viewBox' | 'paths'> | undefined {
  if (!source.startsWith(HEAD)) return undefined;
  const bytes = decodeBase64(source.slice(HEAD.length), 'base64');
  if (!bytes) return undefined;
  const paths: DrawnPath[] = [];
  const stack: Ink[] = [PLAIN];
  let viewBox: DrawingElement['viewBox'] | undefined;
  let hidden = 0;
  let sound = true;
  const parser = new SaxesParser();
  parser.on('doctype', () => {
    sound = false;
  });
  parser.on('error', () => {
    sound = false;
  });
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
    const local = name.replace(/^svg:/, '');
    if (hidden > 0 || UNSEEN.has(local)) hidden++;
    const ink = inkOf(attributes, stack.at(-1) ?? PLAIN);
    stack.push(ink);
    if (hidden > 0 || paths.length >= MOST_PATHS) return;
    if (local === 'svg') viewBox ??= viewBoxOf(attributes);
    const d = pathOf(local, attributes);
    const steps = d === undefined ? undefined : readPath(d);
    if (steps) paths.push(...painted(steps, ink));
  });
  parser.on('closetag', () => {
    stack.pop();
    if (hidden > 0) hidden--;
  });
  try {
    parser.write(new TextDecoder('utf-8', { fatal: true }).decode(bytes)).close();
  } catch {
    return undefined;
  }
  return sound && viewBox && paths.length > 0 ? { viewBox, paths } : undefined;
}

/** Elements whose content is not drawn where it stands. */
const UNSEEN = new Set([
  'defs',
  'symbol',
  'clipPath',
  'mask',
  'pattern',
  'marker',
  'style',
  'script',
  'foreignObject',
]);

type Matrix = readonly [number, number, number, number, number, number];

interface Ink {
  readonly fill: string;
  readonly stroke: string;
  readonly strokeWidth: number;
  readonly matrix: Matrix;
}

const PLAIN: Ink = { fill: '#000000', stroke: 'none', strokeWidth: 1, matrix: [1, 0, 0, 1, 0, 0] };

type Attributes = Readonly<Record<string, string>>;

function inkOf(attributes: Attributes, inherited: Ink): Ink {
  const style = Object.fromEntries(
    (attributes.style ?? '').split(';').map((rule) => rule.split(':').map((part) => part.trim())),
  );
  const told = (name: string): string | undefined => style[name] ?? attributes[name];
  return {
    fill: colourOf(told('fill')) ?? inherited.fill,
    stroke: colourOf(told('stroke')) ?? inherited.stroke,
    strokeWidth: numberOf(told('stroke-width')) ?? inherited.strokeWidth,
    matrix: multiplied(inherited.matrix, transformOf(attributes.transform)),
  };
}

const NAMED: Readonly<Record<string, string>> = {
  black: '#000000',
  white: '#ffffff',
  none: 'none',
  transparent: 'none',
};

/** Undefined for what is not told or not known: gradients and rare names take the colour around them. */
function colourOf(value: string | undefined): string | undefined {
  const text = value?.trim().toLowerCase() ?? '';
  if (/^#[\da-f]{6}$/.test(text)) return text;
  if (/^#[\da-f]{3}$/.test(text)) return `#${[...text.slice(1)].map((digit) => digit + digit).join('')}`;
  const [, ...parts] = /^rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)$/.exec(text) ?? [];
  if (parts.length === 3) {
    return `#${parts.map((part) => Math.min(255, Number(part)).toString(16).padStart(2, '0')).join('')}`;
  }
  return NAMED[text];
}

function numberOf(value: string | undefined): number | undefined {
  const found = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(?:px)?\s*$/i.test(value ?? '');
  return found ? Number.parseFloat(value ?? '') : undefined;
}

function viewBoxOf({ viewBox, width, height }: Attributes): DrawingElement['viewBox'] | undefined {
  const [x, y, w, h] = (viewBox ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  if (x !== undefined && y !== undefined && w && h && w > 0 && h > 0 && Number.isFinite(x + y + w + h)) {
    return [x, y, w, h];
  }
  const [wide, high] = [numberOf(width), numberOf(height)];
  return wide && high && wide > 0 && high > 0 ? [0, 0, wide, high] : undefined;
}

/** The basic shapes of SVG 1.1, 9, as path data. */
function pathOf(name: string, attributes: Attributes): string | undefined {
  const n = (key: string) => numberOf(attributes[key]) ?? 0;
  switch (name) {
    case 'path':
      return attributes.d;
    case 'rect': {
      const [x, y, w, h] = [n('x'), n('y'), n('width'), n('height')];
      const rx = Math.min(numberOf(attributes.rx) ?? n('ry'), w / 2);
      const ry = Math.min(numberOf(attributes.ry) ?? n('rx'), h / 2);
      if (w <= 0 || h <= 0) return undefined;
      if (rx <= 0 || ry <= 0) return `M${x} ${y}h${w}v${h}h${-w}Z`;
      const arc = (dx: number, dy: number) => `a${rx} ${ry} 0 0 1 ${dx} ${dy}`;
      return `M${x + rx} ${y}h${w - 2 * rx}${arc(rx, ry)}v${h - 2 * ry}${arc(-rx, ry)}h${2 * rx - w}${arc(-rx, -ry)}v${2 * ry - h}${arc(rx, -ry)}Z`;
    }
    case 'circle':
    case 'ellipse': {
      const rx = name === 'circle' ? n('r') : n('rx');
      const ry = name === 'circle' ? n('r') : n('ry');
      const arcs = `a${rx} ${ry} 0 1 1 ${2 * rx} 0a${rx} ${ry} 0 1 1 ${-2 * rx} 0Z`;
      return rx > 0 && ry > 0 ? `M${n('cx') - rx} ${n('cy')}${arcs}` : undefined;
    }
    case 'line':
      return `M${n('x1')} ${n('y1')}L${n('x2')} ${n('y2')}`;
    case 'polyline':
    case 'polygon':
      return `M${attributes.points ?? ''}${name === 'polygon' ? 'Z' : ''}`;
    default:
      return undefined;
  }
}

function painted(
  steps: readonly PathStep[],
  { fill, stroke, strokeWidth, matrix }: Ink,
): readonly DrawnPath[] {
  if (fill === 'none' && stroke === 'none') return [];
  const [a, b, c, d, e, f] = matrix;
  const moved = steps.map(({ step, points }) => ({
    step,
    points: points.map((value, at) => {
      const other = points[at % 2 === 0 ? at + 1 : at - 1] ?? 0;
      return at % 2 === 0 ? a * value + c * other + e : b * other + d * value + f;
    }),
  }));
  const scale = Math.sqrt(Math.abs(a * d - b * c));
  return [
    {
      d: writePath(moved, 1, 1, 0, 0),
      fill,
      ...(stroke === 'none' ? {} : { stroke, strokeWidth: strokeWidth * scale }),
    },
  ];
}

function multiplied([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

function transformOf(text: string | undefined): Matrix {
  let matrix: Matrix = PLAIN.matrix;
  for (const [, name, list = ''] of (text ?? '').matchAll(/(\w+)\s*\(([^)]*)\)/g)) {
    const [a = 0, b, c, d, e, f] = list
      .trim()
      .split(/[\s,]+/)
      .map(Number);
    matrix = multiplied(matrix, stepOf(name ?? '', a, b, c, d, e, f));
  }
  return matrix.every(Number.isFinite) ? matrix : PLAIN.matrix;
}

function stepOf(name: string, a: number, b?: number, c?: number, d?: number, e?: number, f?: number): Matrix {
  if (name === 'matrix') return [a, b ?? 0, c ?? 0, d ?? 1, e ?? 0, f ?? 0];
  if (name === 'translate') return [1, 0, 0, 1, a, b ?? 0];
  if (name === 'scale') return [a, 0, 0, b ?? a, 0, 0];
  if (name === 'rotate') {
    const [cos, sin] = [Math.cos((a * Math.PI) / 180), Math.sin((a * Math.PI) / 180)];
    const [x, y] = [b ?? 0, c ?? 0];
    return [cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y];
  }
  return PLAIN.matrix;
}
