import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { type Language, textIn } from '../../shared/language.ts';
import type { PageElement } from '../../shared/template/design.ts';
import type { Template } from '../../shared/template/template.ts';
import { ask, useAnswer } from '../desk.ts';
import { useGo } from '../place.ts';
import { ProblemList } from '../ui/problem-list.tsx';
import { Screen } from '../ui/screen.tsx';
import { type Chosen, duplicate, insert, remove } from './edit.ts';
import { strokeOf } from './keyboard.ts';
import { Layers } from './layers.tsx';
import { NEW_KINDS, newElement } from './new-element.ts';
import { Properties } from './properties.tsx';
import { Sheet } from './sheet.tsx';
import { Toolbar, type Zoom } from './toolbar.tsx';
import { useDraft } from './use-draft.ts';
import { useDrawn } from './use-drawn.ts';
import './designer.css';

/** CSS pixels to the millimetre at 100 %: 96 to the inch. */
const PIXELS = 96 / 25.4;
/** Copied elements go from template to template as long as the window is open. */
let clipboard: readonly PageElement[] = [];

export function DesignerScreen({ path }: { readonly path: string }) {
  const { t } = useTranslation();
  const question = useCallback(() => ask('template.read', { template: path }), [path]);
  const [opened] = useAnswer(question);
  if (opened?.state === 'here') return <Designer key={path} path={path} opened={opened.value} />;
  return (
    <Screen title={t('designer.title')}>
      {opened?.state === 'refused' && <ProblemList problems={opened.problems} />}
    </Screen>
  );
}

function Designer({ path, opened }: { readonly path: string; readonly opened: Template }) {
  const { t } = useTranslation();
  const go = useGo();
  const draft = useDraft(path, opened);
  const { template } = draft;
  const { page, languages } = template;
  const [chosen, choose] = useState<Chosen>(new Set());
  const [locked, lock] = useState<Chosen>(new Set());
  const [language, speak] = useState<Language>(languages[0]);
  const [zoom, setZoom] = useState<Zoom>('fit');
  const drawn = useDrawn(path, template, language);
  const desk = useRef<HTMLElement>(null);
  const room = useWidth(desk);
  const scale = zoom === 'fit' ? Math.max(1, (room - 2) / page.width) : (PIXELS * Number(zoom)) / 100;

  const add = (elements: readonly PageElement[], by: number) => {
    const added = insert(page, elements, by);
    draft.edit(() => added.page);
    choose(added.made);
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
        return choose(made.made);
      }
      case 'choose-all':
        return choose(new Set(page.elements.map(({ id }) => id)));
      case 'choose-none':
        return choose(new Set());
    }
  };
  return (
    <Screen
      title={textIn(template.name, languages[0], languages) ?? t('designer.title')}
      actions={
        <Button className="button" onPress={() => go({ screen: 'templates' })}>
          {t('designer.done')}
        </Button>
      }
    >
      <Toolbar draft={draft} language={language} zoom={zoom} onSpeak={speak} onZoom={setZoom} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys reach every part of the designer through it. */}
      <div className="designer" onKeyDown={press}>
        <Layers page={page} chosen={chosen} locked={locked} onChoose={choose} onLock={lock} />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the page takes the arrow keys, and scrolls. */}
        <section className="sheet-desk" ref={desk} tabIndex={0} aria-label={t('designer.page')}>
          <Sheet
            page={page}
            svg={drawn.preview?.pages[0]}
            chosen={chosen}
            locked={locked}
            scale={scale}
            onChoose={choose}
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
          </fieldset>
          <Properties page={page} languages={languages} chosen={chosen} onEdit={draft.edit} />
          <section className="checks" aria-label={t('designer.checks')}>
            <h2>{t('designer.checks')}</h2>
            {drawn.lacks.length + drawn.problems.length + draft.problems.length === 0 ? (
              <p className="holds-line">{t('templates.complete')}</p>
            ) : (
              <ProblemList problems={[...draft.problems, ...drawn.problems, ...drawn.lacks]} />
            )}
          </section>
        </div>
      </div>
    </Screen>
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
