import type { Language } from '../language.ts';
import type { DrawingElement, ShapeElement } from '../template/design.ts';
import { type Laid, type Lay, POINTS, problem } from './layout-element.ts';
import { type PathStep, readPath, writePath } from './layout-path.ts';
import type { PathMark } from './placed.ts';
import { round } from './text-run.ts';

export function layShape(element: ShapeElement): Lay {
  const { fill, stroke, strokeWidth = 0.2 } = element;
  const mark: PathMark = {
    kind: 'path',
    d: writePath(shapeSteps(element), POINTS, POINTS, 0, 0),
    ...(fill ? { fill } : {}),
    ...(stroke ? { stroke, strokeWidth: round(strokeWidth * POINTS) } : {}),
  };
  const laid: Laid = { artifacts: [mark] };
  return () => laid;
}

/** How far the control points of a quarter circle lie from its ends, for a radius of one. */
const QUARTER = 0.5523;

function shapeSteps({ shape, box, radius = 0 }: ShapeElement): readonly PathStep[] {
  const { x, y, width, height } = box;
  const [right, bottom] = [x + width, y + height];
  if (shape === 'line') {
    return [
      { step: 'M', points: [x, y] },
      { step: 'L', points: [right, bottom] },
    ];
  }
  const round = shape === 'ellipse';
  const rx = round ? width / 2 : Math.min(radius, width / 2);
  const ry = round ? height / 2 : Math.min(radius, height / 2);
  if (rx === 0 || ry === 0) {
    return [
      { step: 'M', points: [x, y] },
      { step: 'L', points: [right, y] },
      { step: 'L', points: [right, bottom] },
      { step: 'L', points: [x, bottom] },
      { step: 'Z', points: [] },
    ];
  }
  const [kx, ky] = [rx * (1 - QUARTER), ry * (1 - QUARTER)];
  return [
    { step: 'M', points: [x + rx, y] },
    { step: 'L', points: [right - rx, y] },
    { step: 'C', points: [right - kx, y, right, y + ky, right, y + ry] },
    { step: 'L', points: [right, bottom - ry] },
    { step: 'C', points: [right, bottom - ky, right - kx, bottom, right - rx, bottom] },
    { step: 'L', points: [x + rx, bottom] },
    { step: 'C', points: [x + kx, bottom, x, bottom - ky, x, bottom - ry] },
    { step: 'L', points: [x, y + ry] },
    { step: 'C', points: [x, y + ky, x + kx, y, x + rx, y] },
    { step: 'Z', points: [] },
  ];
}

/** Keeps its proportions and stands in the middle of its box. */
export function layDrawing(element: DrawingElement, language: Language): Lay {
  const [left, top, width, height] = element.viewBox;
  const { box } = element;
  const scale = Math.min(box.width / width, box.height / height) * POINTS;
  const moveX = box.x * POINTS + (box.width * POINTS - width * scale) / 2 - left * scale;
  const moveY = box.y * POINTS + (box.height * POINTS - height * scale) / 2 - top * scale;

  const marks: PathMark[] = [];
  for (const { d, fill, stroke, strokeWidth = 1 } of element.paths) {
    const steps = readPath(d);
    if (!steps) {
      const broken = problem('template.value-wrong', element.id, language, {
        ...{ value: d.slice(0, 40), path: `${element.id}/paths` },
        expected: 'SVG path data',
      });
      return () => ({ problems: [broken] });
    }
    marks.push({
      kind: 'path',
      d: writePath(steps, scale, scale, moveX, moveY),
      ...(fill === 'none' ? {} : { fill }),
      ...(stroke ? { stroke, strokeWidth: round(strokeWidth * scale) } : {}),
    });
  }
  const alt = element.alt?.[language];
  if (element.alt && alt === undefined) {
    const wordless = problem('template.language-missing', element.id, language);
    return () => ({ problems: [wordless] });
  }
  const laid: Laid =
    alt === undefined ? { artifacts: marks } : { blocks: [{ type: 'Figure', language, alt, marks }] };
  return () => laid;
}
