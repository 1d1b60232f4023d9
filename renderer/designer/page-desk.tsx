import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { PageElement } from '../../shared/template/design.ts';
import { type Chosen, duplicate, insert, remove } from './edit.ts';
import { strokeOf } from './keyboard.ts';
import { Layers } from './layers.tsx';
import { fromPicture, NEW_KINDS, newElement, PICTURES } from './new-element.ts';
import { PictureButton } from './picture-button.tsx';
import { Properties } from './properties.tsx';
import { Sheet } from './sheet.tsx';
import type { Zoom } from './toolbar.tsx';
import type { Draft } from './use-draft.ts';

/** CSS pixels to the millimetre at 100 %: 96 to the inch. */
const PIXELS = 96 / 25.4;
/** Copied elements go from template to template as long as the window is open. */
let clipboard: readonly PageElement[] = [];

interface PageDeskParts {
  readonly draft: Draft;
  readonly svg: string | undefined;
  readonly zoom: Zoom;
  readonly chosen: Chosen;
  readonly hidden: Chosen;
  readonly onChoose: (chosen: Chosen) => void;
  readonly onHide: (hidden: Chosen) => void;
  readonly children: React.ReactNode;
}

/** The page with its elements, and beside it what can be done to them. */
export function PageDesk({ draft, svg, zoom, chosen, hidden, onChoose, onHide, children }: PageDeskParts) {
  const { t } = useTranslation();
  const { page, languages } = draft.template;
  const [locked, lock] = useState<Chosen>(new Set());
  const desk = useRef<HTMLElement>(null);
  const room = useWidth(desk);
  const scale = zoom === 'fit' ? Math.max(1, (room - 2) / page.width) : (PIXELS * Number(zoom)) / 100;

  const add = (elements: readonly PageElement[], by: number) => {
    const added = insert(page, elements, by);
    draft.edit(() => added.page);
    onChoose(added.made);
  };
  const press = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
    const movable = new Set([...chosen].filter((id) => !locked.has(id)));
    const stroke = strokeOf(event, movable);
    if (!stroke) return;
    const elements = page.elements.filter(({ id }) => movable.has(id));
    event.preventDefault();
    switch (stroke.kind) {
      case 'edit':
        return draft.edit(stroke.make);
      case 'undo':
        return draft.undo();
      case 'redo':
        return draft.redo();
      case 'copy':
        clipboard = elements;
        return;
      case 'cut':
        clipboard = elements;
        return draft.edit((before) => remove(before, movable));
      case 'remove':
        return draft.edit((before) => remove(before, movable));
      case 'paste':
        return add(clipboard, 0);
      case 'duplicate': {
        const made = duplicate(page, movable);
        draft.edit(() => made.page);
        return onChoose(made.made);
      }
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
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the page takes the arrow keys, and scrolls. */}
      <section className="sheet-desk" ref={desk} tabIndex={0} aria-label={t('designer.page')}>
        <Sheet
          page={page}
          svg={svg}
          chosen={chosen}
          locked={new Set([...locked, ...hidden])}
          scale={scale}
          onChoose={onChoose}
          onEdit={draft.edit}
        />
      </section>
      <div className="designer-side">
        <fieldset className="button-row" aria-label={t('designer.add')}>
          {NEW_KINDS.map((kind) => (
            <Button
              key={kind}
              className="button small"
              onPress={() => add([newElement(kind, page, languages)], 0)}
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
                if (made.ok) add([made.value], 0);
                return made.ok ? undefined : made.problems[0];
              }}
            />
          ))}
        </fieldset>
        <Properties page={page} languages={languages} chosen={chosen} onEdit={draft.edit} />
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
