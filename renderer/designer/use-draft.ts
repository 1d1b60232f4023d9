import { useCallback, useEffect, useRef, useState } from 'react';
import type { Problem } from '../../shared/problem.ts';
import type { PageDesign } from '../../shared/template/design.ts';
import type { Template } from '../../shared/template/template.ts';
import { ask } from '../desk.ts';
import { change, type History, redo, undo } from './history.ts';
import { keepDraft, resumeDraft } from './kept-drafts.ts';

const SAVE_AFTER = 800;

export interface Draft {
  readonly template: Template;
  readonly saving: 'saved' | 'waiting' | 'refused';
  readonly problems: readonly Problem[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Of the page. */
  readonly edit: (make: (page: PageDesign) => PageDesign) => void;
  /** Of anything. */
  readonly change: (make: (template: Template) => Template) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Writes at once what waits; false when that is refused. */
  readonly finish: () => Promise<boolean>;
}

/**
 * The template being edited: every change can be undone, and is written into its file shortly after. What has been
 * issued under a version stays as it was, so the first change begins the next version.
 */
export function useDraft(path: string, opened: Template): Draft {
  const [history, setHistory] = useState<History<Template>>(() => resumeDraft(path, opened));
  const [saving, setSaving] = useState<Draft['saving']>('saved');
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const template = history.present;
  const written = useRef(opened);

  const save = useCallback(
    async (draft: Template) => {
      const reply = await ask('template.save', { template: path, draft });
      if (reply.ok) written.current = draft;
      setSaving(reply.ok ? 'saved' : 'refused');
      setProblems(reply.ok ? [] : reply.problems);
      return reply.ok;
    },
    [path],
  );
  useEffect(() => {
    if (template === written.current) return;
    setSaving('waiting');
    const timer = setTimeout(() => void save(template), SAVE_AFTER);
    return () => clearTimeout(timer);
  }, [save, template]);

  /** Whoever leaves before the pause is over loses nothing, and whoever comes back can undo what was done. */
  const latest = useRef(history);
  latest.current = history;
  useEffect(
    () => () => {
      const draft = latest.current.present;
      const unwritten = draft !== written.current;
      keepDraft(
        path,
        latest.current,
        unwritten ? ask('template.save', { template: path, draft }) : undefined,
      );
    },
    [path],
  );

  const alter = useCallback(
    (make: (template: Template) => Template) => {
      const name = fieldInUse();
      const step = name === undefined ? undefined : { name, at: performance.now() };
      setHistory((before) => {
        const next = make(before.present);
        if (next === before.present) return before;
        return change(before, { ...next, version: opened.version + 1 }, step);
      });
    },
    [opened.version],
  );
  const edit = useCallback(
    (make: (page: PageDesign) => PageDesign) =>
      alter((template) => {
        const page = make(template.page);
        return page === template.page ? template : { ...template, page };
      }),
    [alter],
  );
  return {
    template,
    saving,
    problems,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    edit,
    change: alter,
    undo: useCallback(() => setHistory(undo), []),
    redo: useCallback(() => setHistory(redo), []),
    finish: () => (template === written.current ? Promise.resolve(true) : save(template)),
  };
}

/** The id of the field that is typed in: typing on there is undone as one. */
function fieldInUse(): string | undefined {
  const { activeElement } = document;
  const typing = activeElement instanceof HTMLInputElement || activeElement instanceof HTMLTextAreaElement;
  return typing ? activeElement.id : undefined;
}
