import type { Reply } from './reply.ts';

export interface TrialDesk {
  /** Makes the sample project ready in the studio's own folder; what is there already stays. */
  'trial.prepare'(): Promise<Reply<TrialProject>>;
}

/** Paths. Its seal is a test seal and needs no password typed. */
export interface TrialProject {
  readonly template: string;
  readonly roster: string;
  readonly rosterWithErrors: string;
  readonly seal: string;
  readonly trust: readonly string[];
  readonly out: string;
}
