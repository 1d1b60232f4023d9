import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { PageElement } from '../../shared/template/design.ts';
import { copied, NOTHING_COPIED, paste } from './clipboard.ts';
import { type Chosen, duplicate, insert, remove } from './edit.ts';
import { strokeOf } from './keyboard.ts';
import { Layers } from './layers.tsx';
import { fromPicture, NEW_KINDS, newElement, PICTURES } from './new-element.ts';
import { PictureButton } from './picture-button.tsx';
import { Properties } from './properties.tsx';
import { Sheet } from './sheet.tsx';
import { SheetStrip } from './sheet-strip.tsx';
import type { Zoom } from './toolbar.tsx';
import type { Draft } from './use-draft.ts';
import { useSheet } from './use-sheet.ts';

/** CSS pixels to the millimetre at 100 %: 96 to the inch. */
const PIXELS = 96 / 25.4;
/** What was copied goes from template to template as long as the window is open. */
let clipboard = NOTHING_COPIED;

interface PageDeskParts {
  readonly draft: Draft;
  /** The sheets that the last learner shown has, as SVG. */
  readonly pages: readonly string[];
  readonly zoom: Zoom;
  readonly chosen: Chosen;
  readonly hidden: Chosen;
  readonly onChoose: (chosen: Chosen) => void;
  readonly onHide: (hidden: Chosen) => void;
  readonly children: React.ReactNode;
}

/** The page with its elements, and beside it what can be done to them. */
export function PageDesk({ draft, pages, zoom, chosen, hidden, onChoose, onHide, children }: PageDeskParts) {
  const { t } = useTranslation();
  const { languages } = draft.template;
  const { sheets, number, turn, page, edit, absent } = useSheet(draft, Math.max(1, pages.length), chosen);
  const [locked, lock] = useState<Chosen>(new Set());
  const desk = useRef<HTMLElement>(null);
  const room = useWidth(desk);
  const scale = zoom === 'fit' ? Math.max(1, (room - 2) / page.width) : (PIXELS * Number(zoom)) / 100;

  const put = ({ page: next, made }: ReturnType<typeof insert>) => {
    edit(() => next);
    onChoose(made);
  };
  const show = (next: number) => {
    turn(next);
    onChoose(new Set());
  };
  const add = (elements: readonly PageElement[]) => put(insert(page, elements));
  const press = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
    const movable = new Set([...chosen].filter((id) => !locked.has(id)));
    const stroke = strokeOf(event, movable);
    if (!stroke) return;
    event.preventDefault();
    switch (stroke.kind) {
      case 'edit':
        return edit(stroke.make);
      case 'undo':
        return draft.undo();
      case 'redo':
        return draft.redo();
      case 'copy':
        clipboard = copied(page, movable);
        return;
      case 'cut':
        clipboard = copied(page, movable);
        return edit((seen) => remove(seen, movable));
      case 'remove':
        return edit((seen) => remove(seen, movable));
      case 'paste':
        return clipboard.elements.length > 0 ? put(paste(page, clipboard)) : undefined;
      case 'duplicate':
        return put(duplicate(page, movable));
      case 'choose-all':
        return onChoose(new Set(page.elements.map(({ id }) => id)));
      case 'choose-none':
        return onChoose(new Set());
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys reach every part of the designer through it.
    <div className="designer" onKeyDown={press}>
      <Layers
        page={page}
        chosen={chosen}
        locked={locked}
        hidden={hidden}
        onChoose={onChoose}
        onLock={lock}
        onHide={onHide}
      />
      <div className="sheet-column">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the page takes the arrow keys, and scrolls. */}
        <section className="sheet-desk" ref={desk} tabIndex={0} aria-label={t('designer.page')}>
          <Sheet
            page={page}
            svg={pages[number]}
            chosen={chosen}
            locked={new Set([...locked, ...hidden])}
            absent={absent}
            scale={scale}
            onChoose={onChoose}
            onEdit={edit}
          />
        </section>
        {sheets > 1 && <SheetStrip sheets={sheets} page={page} pages={pages} shown={number} onShow={show} />}
      </div>
      <div className="designer-side">
        <fieldset className="button-row" aria-label={t('designer.add')}>
          {NEW_KINDS.map((kind) => (
            <Button
              key={kind}
              className="button small"
              onPress={() => add([newElement(kind, page, languages)])}
            >
              {t(`designer.add.${kind}`)}
            </Button>
          ))}
          {PICTURES.map((of) => (
            <PictureButton
              key={of}
              of={of}
              onPicture={(source) => {
                const made = fromPicture(of, source, page, languages);
                if (made.ok) add([made.value]);
                return made.ok ? undefined : made.problems[0];
              }}
            />
          ))}
        </fieldset>
        <Properties page={page} languages={languages} chosen={chosen} onEdit={edit} />
        {children}
      </div>
    </div>
  );
}

function useWidth(of: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(600);
  useEffect(() => {
    if (!of.current) return;
    const watch = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width));
    watch.observe(of.current);
    return () => watch.disconnect();
  }, [of]);
  return width;
}
