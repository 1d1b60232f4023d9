import type { BatchProgress } from '../../shared/desk/batch.ts';
import type { ExtendProgress } from '../../shared/desk/extend.ts';
import type { PrintProgress } from '../../shared/desk/print.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Words } from './words.ts';

/** How a command speaks: results on standard output, words and progress on standard error. */
export interface Voice {
  readonly words: Words;
  readonly json: boolean;
  /** One line for people, on standard error when the result is JSON. */
  line(text: string): void;
  /** One event or result for programs; silent without --json. */
  object(value: Readonly<Record<string, unknown>>): void;
  problems(problems: readonly Problem[]): void;
  progress(progress: BatchProgress): void;
  raising(progress: ExtendProgress): void;
  printing(progress: PrintProgress): void;
  /** Ends the line the progress bar stands on. */
  endProgress(): void;
}

const BAR = 30;

export function openVoice(words: Words, json: boolean): Voice {
  const out = (text: string): void => void process.stdout.write(`${text}\n`);
  const aside = (text: string): void => void process.stderr.write(`${text}\n`);
  const bar = process.stderr.isTTY === true;
  let drawn = false;
  const draw = (
    key: string,
    progress: Pick<BatchProgress, 'done' | 'total'> & Readonly<Record<string, number | string>>,
  ): void => {
    if (!bar || progress.total === 0) return;
    process.stderr.write(`\r${barOf(progress)} ${words.say(key, { ...progress })}\u001b[K`);
    drawn = true;
  };
  return {
    words,
    json,
    line: json ? aside : out,
    object(value) {
      if (json) out(JSON.stringify(value));
    },
    problems(problems) {
      for (const problem of problems) aside(words.problem(problem));
    },
    progress: ({ paused: _, secondsLeft, ...counts }) =>
      secondsLeft === undefined
        ? draw('progress', counts)
        : draw('progress.left', { ...counts, left: clockOf(secondsLeft) }),
    printing: (progress) => draw('progress.printing', { ...progress }),
    raising: (progress) => draw('progress.raising', { ...progress }),
    endProgress() {
      if (drawn) process.stderr.write('\n');
      drawn = false;
    },
  };
}

/** Seconds as hours, minutes and seconds: 1:02:03. */
function clockOf(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

function barOf({ done, total }: Pick<BatchProgress, 'done' | 'total'>): string {
  const filled = Math.round((done / total) * BAR);
  return `[${'#'.repeat(filled)}${'.'.repeat(BAR - filled)}]`;
}
