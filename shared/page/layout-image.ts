import type { Language } from '../language.ts';
import type { DrawingElement, ImageElement } from '../template/design.ts';
import { type Laid, type Lay, POINTS, problem } from './layout-element.ts';
import { layDrawing } from './layout-figure.ts';
import { readPicture } from './picture.ts';
import type { PictureMark } from './placed.ts';
import { readSvg } from './svg-drawing.ts';

export function layImage(element: ImageElement, language: Language): Lay {
  const alt = element.alt?.[language];
  if (element.alt && alt === undefined) {
    return refuse(problem('template.language-missing', element.id, language));
  }
  const svg = readSvg(element.source);
  if (svg) {
    const { source: _, fit: __, ...placing } = element;
    const drawing: DrawingElement = { ...placing, kind: 'drawing', ...svg };
    return layDrawing(drawing, language);
  }
  const picture = readPicture(element.source);
  if (!picture) {
    return refuse(
      problem('template.value-wrong', element.id, language, {
        ...{ expected: 'PNG | JPEG | SVG', path: `${element.id}/source` },
      }),
    );
  }
  const { box } = element;
  const [across, down] = [(box.width * POINTS) / picture.width, (box.height * POINTS) / picture.height];
  const scale = element.fit === 'cover' ? Math.max(across, down) : Math.min(across, down);
  const [width, height] = [picture.width * scale, picture.height * scale];
  const frame = {
    x: box.x * POINTS,
    y: box.y * POINTS,
    width: box.width * POINTS,
    height: box.height * POINTS,
  };
  const mark: PictureMark = {
    kind: 'picture',
    x: frame.x + (frame.width - width) / 2,
    y: frame.y + (frame.height - height) / 2,
    width,
    height,
    picture,
    ...(element.fit === 'cover' ? { clip: frame } : {}),
  };
  const laid: Laid =
    alt === undefined
      ? { artifacts: [mark] }
      : { blocks: [{ type: 'Figure', language, alt, marks: [mark] }] };
  return () => laid;
}

function refuse(wrong: ReturnType<typeof problem>): Lay {
  const laid: Laid = { problems: [wrong] };
  return () => laid;
}
