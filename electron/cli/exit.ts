import type { Problem } from '../../shared/problem.ts';

/** What the command's exit code tells a script; documented in --help. */
export const EXIT = { ok: 0, usage: 2, data: 3, seal: 4, partly: 5, cancelled: 130 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Of something that did not happen at all. */
export function exitOf(problems: readonly Problem[]): ExitCode {
  const [trade] = problems[0]?.code.split('.') ?? [];
  if (trade === 'usage' || trade === 'runtime') return EXIT.usage;
  // A format is refused for the seal's key; a seal that was to be time-stamped is none without.
  return trade === 'seal' || trade === 'format' || trade === 'timestamp' || trade === 'cosign'
    ? EXIT.seal
    : EXIT.data;
}
