import type { DeskEvent } from '../../shared/desk.ts';
import type { Outcome, Problem } from '../../shared/problem.ts';
import { type Ask, askHere, problemOf } from '../port.ts';
import { openStudio } from '../studio.ts';
import { demo, exitOfDemo } from './demo.ts';
import { EXIT, type ExitCode, exitOf } from './exit.ts';
import { HELP } from './help.ts';
import { tellSeal, tellTemplate } from './inspect.ts';
import { exitOfSummary, type Hear, issue, tellSummary } from './issue.ts';
import { readPassword } from './password.ts';
import { type Command, readUsage } from './usage.ts';
import { exitOfVerification, verify } from './verify.ts';
import { openVoice, type Voice } from './voice.ts';
import { loadWords } from './words.ts';

/** The studio without a window: the same desk, asked from a command line. */
async function main(words: readonly string[]): Promise<ExitCode> {
  const usage = readUsage(words);
  if (!usage.ok) {
    const voice = openVoice(await loadWords(), words.includes('--json'));
    return refuse(usage.problems, voice);
  }
  const { command, manner } = usage.value;
  const voice = openVoice(await loadWords(manner.language), manner.json);
  let listener: (event: DeskEvent) => void = () => {};
  const hear: Hear = (next) => {
    listener = next;
  };
  const ask = askHere(openStudio((event) => listener(event)));
  try {
    return await run(command, ask, hear, voice);
  } catch (cause) {
    if (process.env.SEALWRIGHT_DEBUG)
      process.stderr.write(`${cause instanceof Error ? cause.stack : cause}\n`);
    return refuse([problemOf(cause)], voice);
  }
}

async function run(command: Command, ask: Ask, hear: Hear, voice: Voice): Promise<ExitCode> {
  switch (command.kind) {
    case 'help': {
      const text = HELP[command.topic ?? ''];
      process.stdout.write(text ?? HELP[''] ?? '');
      return text === undefined ? EXIT.usage : EXIT.ok;
    }
    case 'version':
      return await tell(await ask('studio.about'), voice, ({ version }) => {
        process.stdout.write(`sealwright ${version}\n`);
        return EXIT.ok;
      });
    case 'issue': {
      const { kind: _, password: source, ...order } = command;
      const password = await readPassword(
        source,
        order.seal,
        voice.words.say('password', { file: order.seal }),
      );
      if (!password.ok) return refuse(password.problems, voice);
      const issued = await issue(ask, hear, { ...order, password: password.value }, voice);
      return await tell(issued, voice, (summary) => {
        tellSummary(summary, voice);
        voice.object({ kind: 'result', ...summary });
        return exitOfSummary(summary);
      });
    }
    case 'verify': {
      const verification = await verify(ask, command, voice);
      voice.object({ kind: 'result', ...verification });
      if (command.trust.length === 0) voice.line(voice.words.say('verify.nobody'));
      return exitOfVerification(verification);
    }
    case 'template check':
      return await tell(await ask('template.check', { template: command.template }), voice, (report) => {
        voice.object({ kind: 'result', ...report });
        return tellTemplate(report, voice);
      });
    case 'seal inspect': {
      const { kind: _, password: source, ...order } = command;
      const password = await readPassword(
        source,
        order.seal,
        voice.words.say('password', { file: order.seal }),
      );
      if (!password.ok) return refuse(password.problems, voice);
      return await tell(
        await ask('seal.inspect', { ...order, password: password.value }),
        voice,
        (report) => {
          voice.object({ kind: 'result', ...report });
          return tellSeal(report, voice);
        },
      );
    }
    case 'demo':
      return await tell(await demo(ask, hear, command, voice), voice, ({ summary, verification }) => {
        voice.object({ kind: 'result', ...summary, verified: verification });
        return exitOfDemo(summary, verification);
      });
  }
}

async function tell<T>(outcome: Outcome<T>, voice: Voice, good: (value: T) => ExitCode): Promise<ExitCode> {
  return outcome.ok ? good(outcome.value) : refuse(outcome.problems, voice);
}

function refuse(problems: readonly Problem[], voice: Voice): ExitCode {
  voice.problems(problems);
  voice.object({ kind: 'result', problems });
  return exitOf(problems);
}

// Whoever reads may stop early: `sealwright verify … | head`.
process.stdout.on('error', () => process.exit());
process.exitCode = await main(process.argv.slice(2));
