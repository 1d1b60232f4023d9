import type { JobState } from '../../shared/desk/batch.ts';
import type { Problem } from '../../shared/problem.ts';
import type { RowEnded } from '../register/jobs.ts';
import type { Register } from '../register/register.ts';
import type { Gate } from './gate.ts';
import type { Progress } from './progress.ts';
import type { RowResult } from './run.ts';

/** Rows are told in bunches: one that is lost with the machine is still planned, and looked at again. */
const BUNCH = 256;

/** Keeps in the register how a run of a batch goes, beside the entries that it makes. */
export interface JobCourse {
  /** Rows that the batch had issued to before this run. */
  readonly issuedBefore: ReadonlySet<number>;
  hear(result: Exclude<RowResult, { readonly ending: 'issued' }>): void;
  /** What the run waits at, with the register and the clerk told of it. */
  gate(
    gate: Gate,
    progress: Pick<Progress, 'pause' | 'goOn'>,
  ): { readonly shut: boolean; passed(): Promise<void> };
  /** @returns how many rows are left. A register that cannot be written is believed when the batch goes on. */
  end(stopped: Problem | undefined): number;
}

export function followJob(
  batch: string,
  register: Pick<Register, 'changeJob' | 'closeBatch' | 'endRows' | 'job' | 'rowsIn'>,
  { signal, instant }: { readonly signal: AbortSignal; readonly instant: () => string },
): JobCourse {
  let ended: RowEnded[] = [];
  const flush = (): void => {
    register.endRows(batch, ended);
    ended = [];
  };
  return {
    issuedBefore: register.rowsIn(batch, 'verified'),
    hear(result) {
      const problems = result.ending === 'refused' ? result.problems.map(({ code }) => code) : [];
      ended.push({ row: result.row, state: result.ending, problems });
      if (ended.length >= BUNCH) flush();
    },
    gate: (gate, progress) => ({
      get shut() {
        return gate.shut;
      },
      async passed() {
        flush();
        register.changeJob(batch, 'paused', instant());
        progress.pause();
        await gate.passed(signal);
        register.changeJob(batch, 'running', instant());
        progress.goOn();
      },
    }),
    end(stopped) {
      flush();
      const left = register.rowsIn(batch, 'planned').size;
      const at = instant();
      const { verified = 0, already = 0, refused = 0 } = register.job(batch)?.rows ?? {};
      register.closeBatch(batch, { finishedAt: at, issued: verified, already, refused });
      register.changeJob(batch, stateOf(signal, stopped, left), at, stopped);
      return left;
    },
  };
}

/** Why a run is aborted; anything else ends it for a while. */
export const CANCELLED = 'cancelled';

function stateOf(signal: AbortSignal, stopped: Problem | undefined, left: number): JobState {
  if (signal.aborted && signal.reason === CANCELLED) return 'cancelled';
  return stopped || left > 0 ? 'paused' : 'done';
}
