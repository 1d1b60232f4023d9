import { type PointerEvent, useRef, useState } from 'react';
import type { PageDesign } from '../../shared/template/design.ts';
import { type GuideAxis, guidesOf, moveGuide } from './guides.ts';
import { Ruler } from './ruler.tsx';

interface GuideLinesParts {
  readonly page: PageDesign;
  /** Pixels to the millimetre. */
  readonly scale: number;
  readonly onEdit: (make: (page: PageDesign) => PageDesign) => void;
}

/** A guide on its way: a new one when it comes from nowhere. */
interface Pull {
  readonly axis: GuideAxis;
  readonly from?: number;
  readonly at: number;
}

const AXES = ['x', 'y'] as const;

/**
 * The rulers, and the guides that are pulled out of them: by whole millimetres, with Alt by tenths; off the page they are
 * gone. By the keyboard they are numbers beside the page.
 */
export function GuideLines({ page, scale, onEdit }: GuideLinesParts) {
  const [pull, setPull] = useState<Pull>();
  const layer = useRef<HTMLDivElement>(null);

  const placeOf = (event: PointerEvent, axis: GuideAxis): number => {
    const edge = layer.current?.getBoundingClientRect();
    const pixels = axis === 'x' ? event.clientX - (edge?.left ?? 0) : event.clientY - (edge?.top ?? 0);
    const millimetres = pixels / scale;
    return event.altKey ? Math.round(millimetres * 10) / 10 : Math.round(millimetres);
  };
  const hold = (axis: GuideAxis, from?: number) => ({
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      event.stopPropagation();
      event.currentTarget.setPointerCapture(event.pointerId);
      setPull({ axis, ...(from !== undefined && { from }), at: from ?? placeOf(event, axis) });
    },
    onPointerMove: (event: PointerEvent) => pull && setPull({ ...pull, at: placeOf(event, pull.axis) }),
    onPointerUp: () => {
      if (pull) onEdit((before) => moveGuide(before, pull.axis, pull.from, pull.at));
      setPull(undefined);
    },
    onPointerCancel: () => setPull(undefined),
  });
  const style = (axis: GuideAxis, at: number) => (axis === 'x' ? { left: at * scale } : { top: at * scale });

  return (
    <div className="guide-lines" ref={layer}>
      <Ruler along="across" length={page.width} scale={scale} hold={hold('y')} />
      <Ruler along="down" length={page.height} scale={scale} hold={hold('x')} />
      {AXES.flatMap((axis) =>
        guidesOf(page, axis).map((line) => {
          const at = pull?.axis === axis && pull.from === line ? pull.at : line;
          return (
            <div
              key={`${axis} ${line}`}
              className={`own-guide ${axis}`}
              style={style(axis, at)}
              {...hold(axis, line)}
            />
          );
        }),
      )}
      {pull && (
        <div className={`own-guide pulled ${pull.axis}`} style={style(pull.axis, pull.at)} aria-hidden="true">
          <span>{pull.at}</span>
        </div>
      )}
    </div>
  );
}
