import { useState } from 'react';
import type { Problem } from '../../shared/problem.ts';
import { ask } from '../desk.ts';
import { useGo } from '../place.ts';
import { useSettings } from '../settings/settings.tsx';

/** Makes the sample project and goes on to issuing with it. */
export function useTrial(): { readonly tryOut: () => Promise<void>; readonly problems: readonly Problem[] } {
  const go = useGo();
  const { settings, keep } = useSettings();
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const tryOut = async () => {
    const made = await ask('trial.prepare');
    if (!made.ok) return setProblems(made.problems);
    const { template, roster, seal, out, trust } = made.value;
    keep({ trust: [...new Set([...(settings.trust ?? []), ...trust])] });
    go({ screen: 'issue', project: { template, roster, seal, out, trial: true } });
  };
  return { tryOut, problems };
}
