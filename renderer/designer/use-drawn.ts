import { useEffect, useRef, useState } from 'react';
import type { PagePreview } from '../../shared/desk/page.ts';
import type { Reply } from '../../shared/desk/reply.ts';
import type { Language } from '../../shared/language.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Template } from '../../shared/template/template.ts';
import { ask } from '../desk.ts';

const DRAW_AFTER = 60;

interface Drawn {
  /** The last that could be drawn. */
  readonly preview?: PagePreview;
  readonly problems: readonly Problem[];
  /** What the whole template lacks. */
  readonly lacks: readonly Problem[];
}

/**
 * The draft's pages, without what is hidden, and what is wrong with them: `first` when it is opened, and asked again
 * shortly after every change; late answers are dropped. The page does not wait for the judgement of all languages.
 */
export function useDrawn(
  path: string,
  draft: Template,
  language: Language | undefined,
  hidden: ReadonlySet<string>,
  first: Promise<Reply<PagePreview>>,
): Drawn {
  const [drawn, setDrawn] = useState<Drawn>({ problems: [], lacks: [] });
  const turn = useRef(0);
  useEffect(() => {
    const mine = ++turn.current;
    const elements = draft.page.elements.filter(({ id }) => !hidden.has(id));
    const seen = hidden.size === 0 ? draft : { ...draft, page: { ...draft.page, elements } };
    const drawSeen = () =>
      ask('page.preview', { template: path, draft: seen, ...(language && { language }) });
    const draw = async () => {
      const asked = mine === 1 ? await first : undefined;
      const page = asked?.ok ? asked : await drawSeen();
      if (mine !== turn.current) return;
      setDrawn(({ preview, lacks }) => ({
        ...(page.ok ? { preview: page.value } : preview && { preview }),
        problems: page.ok ? page.value.problems : page.problems,
        lacks,
      }));
    };
    const judge = async () => {
      const lacks = await ask('template.judge', { draft });
      if (mine !== turn.current) return;
      setDrawn((before) => ({ ...before, lacks: lacks.ok ? lacks.value : lacks.problems }));
    };
    const look = async () => {
      await draw();
      if (mine === turn.current) await judge();
    };
    const timer = setTimeout(() => void look(), mine === 1 ? 0 : DRAW_AFTER);
    return () => clearTimeout(timer);
  }, [path, draft, language, hidden, first]);
  return drawn;
}
