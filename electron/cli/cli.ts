import type { DeskEvent } from '../../shared/desk.ts';
import { problemOf } from '../fault.ts';
import { askHere } from '../port.ts';
import { openStudio } from '../studio.ts';
import { refuse } from './command.ts';
import type { ExitCode } from './exit.ts';
import { signingIn } from './sign-in.ts';
import { readUsage } from './usage.ts';
import { openVoice } from './voice.ts';
import { loadWords } from './words.ts';

/** The studio without a window: the same desk, asked from a command line. Words are those after `sealwright`. */
export async function runCommandLine(words: readonly string[]): Promise<ExitCode> {
  // Whoever reads may stop early: `sealwright verify … | head`.
  process.stdout.on('error', () => process.exit());
  const code = await serve(words);
  await Promise.all([process.stdout, process.stderr].map(written));
  return code;
}

/** On some systems a pipe is written to behind one's back, and lost when the program ends before. */
function written(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}

async function serve(words: readonly string[]): Promise<ExitCode> {
  const usage = readUsage(words);
  if (!usage.ok) {
    const voice = openVoice(await loadWords(), words.includes('--json'));
    return refuse(usage.problems, voice);
  }
  const { run, manner } = usage.value;
  const voice = openVoice(await loadWords(manner.language), manner.json);
  let listener: (event: DeskEvent) => void = () => {};
  const ask = signingIn(askHere(openStudio((event) => listener(event))), voice);
  try {
    return await run({
      ask,
      hear(next) {
        listener = next;
      },
      voice,
    });
  } catch (cause) {
    if (process.env.SEALWRIGHT_DEBUG)
      process.stderr.write(`${cause instanceof Error ? cause.stack : cause}\n`);
    return refuse([problemOf(cause)], voice);
  }
}
