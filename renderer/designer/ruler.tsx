import type { DOMAttributes } from 'react';

/** Millimetres. */
const TICK = 5;
const NUMBERED = 20;
/** Pixels. */
const THICK = 14;

interface RulerParts {
  /** Takes hold of it, for a guide to be pulled out. */
  readonly hold: Pick<
    DOMAttributes<Element>,
    'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel'
  >;
  readonly along: 'across' | 'down';
  /** Millimetres. */
  readonly length: number;
  /** Pixels to the millimetre. */
  readonly scale: number;
}

/** Millimetres along an edge of the page; for the eye and the pointer; the properties tell them in numbers. */
export function Ruler({ along, length, scale, hold }: RulerParts) {
  const across = along === 'across';
  const ticks = Array.from({ length: Math.floor(length / TICK) + 1 }, (_, index) => index * TICK);
  const size = { width: across ? length * scale : THICK, height: across ? THICK : length * scale };
  return (
    <div className={`ruler ${along}`} style={size} aria-hidden="true" {...hold}>
      <svg {...size} aria-hidden="true">
        {ticks.map((millimetre) => {
          const at = millimetre * scale;
          const numbered = millimetre % NUMBERED === 0;
          const from = numbered ? 4 : 9;
          const ends = across
            ? { x1: at, x2: at, y1: from, y2: THICK }
            : { y1: at, y2: at, x1: from, x2: THICK };
          return (
            <g key={millimetre}>
              <line {...ends} />
              {numbered && (
                <text x={across ? at + 2 : 2} y={across ? 8 : at + 8}>
                  {millimetre}
                </text>
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
}
