/** Absolute M, L, C and Z, all that paper and screen need. */
export interface PathStep {
  readonly step: 'M' | 'L' | 'C' | 'Z';
  readonly points: readonly number[];
}

const ARGUMENTS: Readonly<Record<string, number>> = {
  M: 2,
  L: 2,
  H: 1,
  V: 1,
  C: 6,
  S: 4,
  Q: 4,
  T: 2,
  A: 7,
  Z: 0,
};

/**
 * Reads SVG path data (SVG 1.1, 8.3) and brings every command to absolute M, L, C and Z.
 * Undefined when the data is malformed.
 */
export function readPath(d: string): readonly PathStep[] | undefined {
  const steps: PathStep[] = [];
  let x = 0;
  let y = 0;
  let startX = 0;
  let startY = 0;
  /** The last curve's second control point, which S and T reflect. */
  let mirror: { readonly of: 'C' | 'Q'; readonly x: number; readonly y: number } | undefined;

  for (const { command, numbers } of commandsOf(d) ?? [{ command: '?', numbers: [] }]) {
    const kind = command.toUpperCase();
    if (!Object.hasOwn(ARGUMENTS, kind) || (steps.length === 0 && kind !== 'M')) return undefined;
    const [dx, dy] = command === kind ? [0, 0] : [x, y];
    const [a = 0, b = 0, c = 0, e = 0, f = 0, g = 0, h = 0] = numbers;
    let next: typeof mirror;
    const to = (endX: number, endY: number, ...controls: readonly number[]) => {
      steps.push({ step: controls.length > 0 ? 'C' : 'L', points: [...controls, endX, endY] });
      x = endX;
      y = endY;
    };
    const quadratic = (px: number, py: number, endX: number, endY: number) => {
      next = { of: 'Q', x: px, y: py };
      const towards = (from: number, control: number) => from + ((control - from) * 2) / 3;
      to(endX, endY, towards(x, px), towards(y, py), towards(endX, px), towards(endY, py));
    };
    const cubic = (px: number, py: number, qx: number, qy: number, endX: number, endY: number) => {
      next = { of: 'C', x: qx, y: qy };
      to(endX, endY, px, py, qx, qy);
    };
    const reflect = (of: 'C' | 'Q') =>
      mirror?.of === of ? ([2 * x - mirror.x, 2 * y - mirror.y] as const) : ([x, y] as const);

    if (kind === 'M') {
      x = startX = a + dx;
      y = startY = b + dy;
      steps.push({ step: 'M', points: [x, y] });
    } else if (kind === 'L') to(a + dx, b + dy);
    else if (kind === 'H') to(a + dx, y);
    else if (kind === 'V') to(x, a + dy);
    else if (kind === 'C') cubic(a + dx, b + dy, c + dx, e + dy, f + dx, g + dy);
    else if (kind === 'S') cubic(...reflect('C'), a + dx, b + dy, c + dx, e + dy);
    else if (kind === 'Q') quadratic(a + dx, b + dy, c + dx, e + dy);
    else if (kind === 'T') quadratic(...reflect('Q'), a + dx, b + dy);
    else if (kind === 'A') {
      for (const [px = 0, py = 0, qx = 0, qy = 0, endX = 0, endY = 0] of arcCurves(
        [x, y],
        [Math.abs(a), Math.abs(b)],
        (c * Math.PI) / 180,
        e !== 0,
        f !== 0,
        [g + dx, h + dy],
      )) {
        to(endX, endY, px, py, qx, qy);
      }
      if (x !== g + dx || y !== h + dy) to(g + dx, h + dy);
    } else {
      steps.push({ step: 'Z', points: [] });
      x = startX;
      y = startY;
    }
    mirror = next;
  }
  return steps;
}

/**
 * Path data with every point scaled, then moved; rounded to a hundredth of a point, which no eye can tell. Rounded is how
 * far a point lies from the first, so that equal shapes stay equal wherever they stand.
 */
export function writePath(
  steps: readonly PathStep[],
  scaleX: number,
  scaleY: number,
  moveX: number,
  moveY: number,
): string {
  const [firstX = 0, firstY = 0] = steps[0]?.points ?? [];
  const x = hundredths(firstX * scaleX + moveX);
  const y = hundredths(firstY * scaleY + moveY);
  return steps
    .map(({ step, points }) => {
      const numbers = points.map((value, at) =>
        at % 2 === 0
          ? hundredths(x + hundredths((value - firstX) * scaleX))
          : hundredths(y + hundredths((value - firstY) * scaleY)),
      );
      return step + numbers.join(' ');
    })
    .join('');
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}

interface Command {
  readonly command: string;
  readonly numbers: readonly number[];
}

function commandsOf(d: string): readonly Command[] | undefined {
  const commands: Command[] = [];
  if (!/^\s*[Mm][MLHVCSQTAZmlhvcsqtaz\d\s,.eE+-]*$/.test(d)) return undefined;
  for (const [, letter = '', rest = ''] of d.matchAll(
    /([MLHVCSQTAZmlhvcsqtaz])([^MLHVCSQTAZmlhvcsqtaz]*)/g,
  )) {
    const count = ARGUMENTS[letter.toUpperCase()] ?? 0;
    const numbers = numbersOf(rest, letter.toUpperCase() === 'A');
    if (count === 0 ? numbers.length > 0 : numbers.length === 0 || numbers.length % count !== 0)
      return undefined;
    if (count === 0) commands.push({ command: letter, numbers });
    for (let at = 0; count > 0 && at < numbers.length; at += count) {
      // Further pairs after a move are lines.
      const implied = letter === 'm' ? 'l' : 'L';
      const command = at > 0 && letter.toUpperCase() === 'M' ? implied : letter;
      commands.push({ command, numbers: numbers.slice(at, at + count) });
    }
  }
  return commands;
}

/** An arc's two flags may stand together with what follows them ("a1 1 0 013 3"). */
function numbersOf(text: string, arc: boolean): readonly number[] {
  const number = /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
  const numbers: number[] = [];
  let at = 0;
  for (;;) {
    while (at < text.length && /[\s,]/.test(text.charAt(at))) at++;
    if (at >= text.length) return numbers;
    const place = numbers.length % 7;
    if (arc && (place === 3 || place === 4) && /[01]/.test(text.charAt(at))) {
      numbers.push(Number(text.charAt(at)));
      at++;
      continue;
    }
    number.lastIndex = at;
    const found = number.exec(text);
    if (!found) return [Number.NaN];
    numbers.push(Number(found[0]));
    at = number.lastIndex;
  }
}

type Point = readonly [number, number];

/** Conversion from endpoint to centre parameters (SVG 1.1, F.6.5 and F.6.6), then a cubic for each quarter. */
function arcCurves(
  [x1, y1]: Point,
  [radiusX, radiusY]: Point,
  turn: number,
  large: boolean,
  sweep: boolean,
  [x2, y2]: Point,
): readonly (readonly number[])[] {
  if (radiusX === 0 || radiusY === 0 || (x1 === x2 && y1 === y2)) return [];
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const px = (cos * (x1 - x2)) / 2 + (sin * (y1 - y2)) / 2;
  const py = (-sin * (x1 - x2)) / 2 + (cos * (y1 - y2)) / 2;
  const short = Math.sqrt(Math.max(1, (px / radiusX) ** 2 + (py / radiusY) ** 2));
  const [rx, ry] = [radiusX * short, radiusY * short];
  const below = (rx * py) ** 2 + (ry * px) ** 2;
  const root = Math.sqrt(Math.max(0, ((rx * ry) ** 2 - below) / below)) * (large === sweep ? -1 : 1);
  const [cx, cy] = [(root * rx * py) / ry, (-root * ry * px) / rx];
  const from = Math.atan2((py - cy) / ry, (px - cx) / rx);
  const until = Math.atan2((-py - cy) / ry, (-px - cx) / rx);
  const full = 2 * Math.PI;
  const swept = sweep ? (((until - from) % full) + full) % full : -((((from - until) % full) + full) % full);
  const [midX, midY] = [cos * cx - sin * cy + (x1 + x2) / 2, sin * cx + cos * cy + (y1 + y2) / 2];

  const count = Math.ceil(Math.abs(swept) / (Math.PI / 2) - 1e-9);
  const step = swept / count;
  const pull = (4 / 3) * Math.tan(step / 4);
  const point = (u: number, v: number) => [
    midX + cos * rx * u - sin * ry * v,
    midY + sin * rx * u + cos * ry * v,
  ];
  return Array.from({ length: count }, (_, at) => {
    const [a, b] = [from + at * step, from + (at + 1) * step];
    return [
      ...point(Math.cos(a) - pull * Math.sin(a), Math.sin(a) + pull * Math.cos(a)),
      ...point(Math.cos(b) + pull * Math.sin(b), Math.sin(b) - pull * Math.cos(b)),
      ...point(Math.cos(b), Math.sin(b)),
    ];
  });
}
