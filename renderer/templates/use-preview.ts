import { useCallback, useState } from 'react';
import type { PagePreview } from '../../shared/desk/page.ts';
import type { Language } from '../../shared/language.ts';
import { type Asked, ask, useAnswer } from '../desk.ts';

export interface Preview {
  readonly answer: Asked<PagePreview> | undefined;
  readonly learner: number;
  readonly language: Language | undefined;
  readonly turnTo: (learner: number) => void;
  readonly speak: (language: Language) => void;
}

/** The pages of one learner in one language, drawn anew whenever either changes. */
export function usePreview(template: string | undefined, roster?: string, corrections?: string): Preview {
  // Another roster begins with its first learner.
  const [turned, setTurned] = useState({ roster, learner: 0 });
  const learner = turned.roster === roster ? turned.learner : 0;
  const [language, speak] = useState<Language>();
  const question = useCallback(
    () =>
      ask('page.preview', {
        template: template ?? '',
        learner,
        ...(roster && { roster }),
        ...(corrections && { corrections }),
        ...(language && { language }),
      }),
    [template, roster, corrections, learner, language],
  );
  const [answer] = useAnswer(template === undefined ? undefined : question);
  return { answer, learner, language, turnTo: (next) => setTurned({ roster, learner: next }), speak };
}
