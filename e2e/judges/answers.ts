/** Reads the JSON lines of a judge that answers for a whole batch, keyed by the file each is about. */
export const readAnswers = <Answer extends { readonly file: string }>(
  judge: string,
  files: readonly string[],
  ran: { readonly code: number; readonly out: string; readonly err: string },
): readonly Answer[] => {
  if (ran.code !== 0) throw new Error(`${judge} ended with ${ran.code}: ${ran.err.slice(-2000)}`);
  const answers = new Map<string, Answer>();
  for (const line of ran.out.split('\n')) {
    if (line === '') continue;
    const answer = JSON.parse(line) as Answer;
    answers.set(answer.file, answer);
  }
  return files.map((file) => {
    const answer = answers.get(file);
    if (answer === undefined) throw new Error(`${judge} said nothing of ${file}`);
    return answer;
  });
};
