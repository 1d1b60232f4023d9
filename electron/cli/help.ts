import type { Counter } from './command.ts';
import { tell } from './command.ts';
import { COMMANDS } from './commands.ts';
import { EXIT, type ExitCode } from './exit.ts';

export const EXIT_CODES = `Exit codes:
  0    all done
  2    the command line is wrong
  3    template, roster, register or a file is wrong; not every file verified; the doctor found something wrong
  4    the seal cannot be used
  5    partly done: some rows were refused, or the machine failed on the way
  130  cancelled (Ctrl+C); rows under way are finished first`;

export const COMMON = `  --json             JSON lines on standard output: events, then one line {"kind":"result",…}
  --lang LANGUAGE    language of the messages (en, el, …); the system's when left out`;

export const PASSWORD = `An e-seal (SEAL) is one of these:
  seal.p12           PKCS#12 (.p12, .pfx), new or old
  chain.pem          PEM: certificates, with the private key or with --seal-key
  'pkcs11:token=T;object=O?module-path=/path/library.so'
                     a token or HSM by its PKCS#11 URI (RFC 7512); needs the package pkcs11js, built with
                     npm rebuild pkcs11js --ignore-scripts=false
  'csc:https://service.example/csc/v2?client_id=C&credential=ID'
                     a remote service (Cloud Signature Consortium API 2); asked over the network

The seal's password (PIN of a token, client secret of a service) is asked for on a terminal, once, and a wrong
one is never tried again by itself. In scripts give it in the environment variable
SEALWRIGHT_PASSWORD, or as one line on a file descriptor with --password-fd. It is never an argument:
other users of a machine can see those.`;

/** What is no command of the studio's but may be typed like one. */
export const BESIDES = [
  { name: 'completions SHELL', summary: 'completions for bash, zsh, fish or powershell, to be sourced' },
  { name: 'manual', summary: 'the manual page, for man' },
  { name: 'help COMMAND', summary: 'explain one command' },
  { name: 'version', summary: 'say which version this is' },
] as const;

export const OVERVIEW = [
  'Sealwright issues sealed micro-credentials and degrees.',
  'Words and progress go to standard error, results to standard output.',
] as const;

/** `topic` is a command's name, or '' for the overview; of any other the overview is shown, as a mistake. */
export function sayHelp(topic: string): () => Promise<ExitCode> {
  return async () => {
    const command = COMMANDS.find(({ name }) => name === topic);
    const paragraphs = command
      ? [`${command.help.trimEnd()}\n${COMMON}`, ...('password-fd' in command.options ? [PASSWORD] : [])]
      : overview();
    process.stdout.write(`${[...paragraphs, EXIT_CODES].join('\n\n')}\n`);
    return command || topic === '' ? EXIT.ok : EXIT.usage;
  };
}

export function sayVersion({ ask, voice }: Counter): Promise<ExitCode> {
  return ask('studio.about').then((about) =>
    tell(about, voice, ({ version }) => {
      process.stdout.write(`sealwright ${version}\n`);
      return EXIT.ok;
    }),
  );
}

function overview(): readonly string[] {
  const rows = [...COMMANDS, ...BESIDES];
  const width = Math.max(...rows.map(({ name }) => name.length)) + 2;
  const [purpose, manner] = OVERVIEW;
  const table = rows.map(({ name, summary }) => `  sealwright ${name.padEnd(width)}${summary}`).join('\n');
  return [purpose, table, manner];
}
