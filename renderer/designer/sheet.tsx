import { type PointerEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Box, PageDesign } from '../../shared/template/design.ts';
import { PageView } from '../ui/page-view.tsx';
import { type Chosen, frameOf, move, place } from './edit.ts';
import { wholeGroups } from './group.ts';
import { GuideLines } from './guide-lines.tsx';
import { type Guides, snap } from './snap.ts';
import './sheet.css';

interface SheetParts {
  readonly page: PageDesign;
  readonly svg: string | undefined;
  readonly chosen: Chosen;
  readonly locked: Chosen;
  /** Stand on other sheets. */
  readonly absent: Chosen;
  /** Pixels to the millimetre. */
  readonly scale: number;
  readonly onChoose: (chosen: Chosen) => void;
  readonly onEdit: (make: (page: PageDesign) => PageDesign) => void;
}

const CORNERS = ['nw', 'ne', 'sw', 'se'] as const;
type Corner = (typeof CORNERS)[number];

/** A pull of the pointer that is not over yet: the page shows where things would be, and is changed at its end. */
interface Pull {
  readonly startX: number;
  readonly startY: number;
  readonly corner?: Corner;
  readonly id: string;
  readonly dx: number;
  readonly dy: number;
  readonly guides: Guides;
}

/** Millimetres within which an edge catches, at a scale of one. */
const REACH = 6;

/** The page exactly as it prints, with a frame over every element to take hold of. */
export function Sheet({ page: whole, svg, chosen, locked, absent, scale, onChoose, onEdit }: SheetParts) {
  const { t } = useTranslation();
  const [pull, setPull] = useState<Pull>();
  const surface = useRef<HTMLDivElement>(null);

  const page = { ...whole, elements: whole.elements.filter(({ id }) => !absent.has(id)) };
  const shown = pull ? pulled(page, chosen, pull) : page;
  const start = (event: PointerEvent, id: string, corner?: Corner) => {
    if (event.button !== 0 || locked.has(id)) return;
    event.stopPropagation();
    surface.current?.setPointerCapture(event.pointerId);
    const next = event.shiftKey ? new Set([...chosen, id]) : chosen.has(id) ? chosen : new Set([id]);
    const held = wholeGroups(page, next);
    onChoose(corner ? next : new Set([...held].filter((each) => !locked.has(each))));
    const begun = { startX: event.clientX, startY: event.clientY, id, dx: 0, dy: 0, guides: {} };
    setPull(corner ? { ...begun, corner } : begun);
  };
  const drag = (event: PointerEvent) => {
    if (!pull) return;
    const dx = (event.clientX - pull.startX) / scale;
    const dy = (event.clientY - pull.startY) / scale;
    if (pull.corner || event.altKey) return setPull({ ...pull, dx, dy, guides: {} });
    const boxes = page.elements.filter(({ id }) => chosen.has(id)).map(({ box }) => box);
    if (boxes.length > 0)
      setPull({ ...pull, ...snap(page, chosen, frameOf(boxes), { dx, dy, reach: REACH / scale }) });
  };
  const end = () => {
    if (pull && (pull.dx !== 0 || pull.dy !== 0)) onEdit((before) => pulled(before, chosen, pull));
    setPull(undefined);
  };

  const style = (box: Box) => ({
    left: box.x * scale,
    top: box.y * scale,
    width: Math.max(box.width * scale, 1),
    height: Math.max(box.height * scale, 1),
  });
  return (
    <div
      ref={surface}
      className={svg === undefined ? 'sheet undrawn' : 'sheet'}
      style={{ width: page.width * scale, height: page.height * scale }}
      onPointerDown={() => onChoose(new Set())}
      onPointerMove={drag}
      onPointerUp={end}
      onPointerCancel={() => setPull(undefined)}
    >
      {svg && <PageView svg={svg} label={t('designer.page')} />}
      <GuideLines page={page} scale={scale} onEdit={onEdit} />
      {shown.elements.map((element) => (
        <div
          key={element.id}
          className={
            chosen.has(element.id) ? 'frame chosen' : locked.has(element.id) ? 'frame locked' : 'frame'
          }
          style={style(element.box)}
          title={element.id}
          onPointerDown={(event) => start(event, element.id)}
        >
          {chosen.size === 1 &&
            chosen.has(element.id) &&
            CORNERS.map((corner) => (
              <span
                key={corner}
                className={`handle ${corner}`}
                onPointerDown={(event) => start(event, element.id, corner)}
              />
            ))}
        </div>
      ))}
      {pull?.guides.x !== undefined && <div className="guide x" style={{ left: pull.guides.x * scale }} />}
      {pull?.guides.y !== undefined && <div className="guide y" style={{ top: pull.guides.y * scale }} />}
    </div>
  );
}

function pulled(page: PageDesign, chosen: Chosen, { corner, id, dx, dy }: Pull): PageDesign {
  if (!corner) return move(page, chosen, dx, dy);
  const box = page.elements.find((element) => element.id === id)?.box;
  if (!box) return page;
  const west = corner === 'nw' || corner === 'sw';
  const north = corner === 'nw' || corner === 'ne';
  return place(page, id, {
    x: west ? Math.min(box.x + dx, box.x + box.width) : box.x,
    y: north ? Math.min(box.y + dy, box.y + box.height) : box.y,
    width: west ? box.width - dx : box.width + dx,
    height: north ? box.height - dy : box.height + dy,
  });
}
