import type { Counter } from '../command.ts';
import { tell } from '../command.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { completionFor, type ShellName } from './completions.ts';
import { manualPage } from './manual.ts';

export function sayCompletions(shell: ShellName): () => Promise<ExitCode> {
  return async () => {
    process.stdout.write(completionFor(shell));
    return EXIT.ok;
  };
}

export async function sayManual({ ask, voice }: Counter): Promise<ExitCode> {
  return tell(await ask('studio.about'), voice, ({ version }) => {
    process.stdout.write(manualPage(version));
    return EXIT.ok;
  });
}
