import { COMMANDS } from '../commands.ts';
import { BESIDES, COMMON, EXIT_CODES, OVERVIEW, PASSWORD } from '../help.ts';

/** The page that `man sealwright` shows: the same words as `sealwright help`, in man(7). */
export function manualPage(version: string): string {
  const commands = COMMANDS.flatMap(({ name, help }) => [`.SS ${roff(name)}`, literal(help)]);
  const besides = BESIDES.flatMap(({ name, summary }) => [
    '.TP',
    `.B sealwright ${roff(name)}`,
    roff(summary),
  ]);
  return `${[
    `.TH SEALWRIGHT 1 "" "Sealwright ${roff(version)}" "User Commands"`,
    ...['.SH NAME', 'sealwright \\- issue and verify sealed micro\\-credentials and degrees'],
    ...['.SH SYNOPSIS', '.B sealwright', '.I COMMAND', '[\\fIOPTION\\fR]... [\\fIFILE\\fR]...'],
    ...['.SH DESCRIPTION', ...OVERVIEW.map(roff)],
    ...['.SH COMMANDS', ...commands, ...besides],
    ...['.SH OPTIONS OF EVERY COMMAND', literal(COMMON)],
    ...['.SH SEALS AND PASSWORDS', literal(PASSWORD)],
    ...['.SH EXIT STATUS', literal(EXIT_CODES)],
    ...[
      '.SH ENVIRONMENT',
      '.TP',
      '.B SEALWRIGHT_PASSWORD',
      'the password of the seal, when none is asked for',
    ],
    ...['.TP', '.B SEALWRIGHT_DATA', 'folder for settings, imported lists and the log of requests'],
    ...['.TP', '.B LC_ALL\\fR, \\fBLC_MESSAGES\\fR, \\fBLANG', 'language of the messages'],
  ].join('\n')}\n`;
}

/** Lines kept as they are. */
function literal(text: string): string {
  return `.EX\n${text.trimEnd().split('\n').map(roff).join('\n')}\n.EE`;
}

/** Nothing in it is a request or an escape; hyphens stay hyphens that can be copied. */
function roff(text: string): string {
  const plain = text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replaceAll("'", '\\(aq');
  return plain.startsWith('.') ? `\\&${plain}` : plain;
}
