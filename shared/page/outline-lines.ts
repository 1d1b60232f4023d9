/** Outlines as straight lines: the ends of each as x1, y1, x2, y2. */
export type Lines = Float32Array;

/** Straight lines a curve becomes; in small type a curve is a pixel or two long. */
export const FINE = 6;
export const COARSE = 3;

/** `d` holds absolute M, L, C and Z only. */
export function linesOfPath(d: string, scale: number): Lines {
  const pen = penOf(FINE);
  let step = '';
  let points: number[] = [];
  for (const [token] of d.matchAll(/[MLCZ]|-?[\d.]+/g)) {
    const first = token.charCodeAt(0);
    if (first < 0x41) points.push(Number(token) * scale);
    else {
      if (step) pen.draw(step, points);
      step = token;
      points = [];
    }
  }
  if (step) pen.draw(step, points);
  return pen.lines();
}

/** Walks an outline and notes its straight lines; open ends are closed, as filling does. */
export function penOf(steps: number): {
  draw(step: string, points: readonly number[]): void;
  lines(): Lines;
} {
  const lines: number[] = [];
  let x = 0;
  let y = 0;
  let startX = 0;
  let startY = 0;
  const to = (endX: number, endY: number) => {
    lines.push(x, y, endX, endY);
    x = endX;
    y = endY;
  };
  const close = () => {
    if (x !== startX || y !== startY) to(startX, startY);
  };
  const curve = (ax: number, ay: number, bx: number, by: number, endX: number, endY: number) => {
    const fromX = x;
    const fromY = y;
    for (let step = 1; step <= steps; step++) {
      const t = step / steps;
      const u = 1 - t;
      to(
        u * u * u * fromX + 3 * u * u * t * ax + 3 * u * t * t * bx + t * t * t * endX,
        u * u * u * fromY + 3 * u * u * t * ay + 3 * u * t * t * by + t * t * t * endY,
      );
    }
  };
  return {
    draw(step, [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]) {
      if (step === 'M') {
        close();
        x = startX = a;
        y = startY = b;
      } else if (step === 'L') to(a, b);
      else if (step === 'Q') {
        const towards = (from: number, control: number) => from + ((control - from) * 2) / 3;
        curve(towards(x, a), towards(y, b), towards(c, a), towards(d, b), c, d);
      } else if (step === 'C') curve(a, b, c, d, e, f);
      else close();
    },
    lines() {
      close();
      return new Float32Array(lines);
    },
  };
}
