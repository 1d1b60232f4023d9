/** What the launchers in electron/packaging/command put before the words of a command line. */
export const COMMAND_MARK = '--command';

/** The words of a command line, when the program was started for one and not for its window. */
export function commandWords(argv: readonly string[]): readonly string[] | undefined {
  const mark = argv.indexOf(COMMAND_MARK);
  return mark < 1 ? undefined : argv.slice(mark + 1);
}
