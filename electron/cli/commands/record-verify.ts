import type { RecordCheck } from '../../../shared/desk/record.ts';
import { done, refused } from '../../../shared/problem.ts';
import { defineCommand, tell } from '../command.ts';
import { EXIT } from '../exit.ts';
import { many, missing, needed, one, text, texts } from '../options.ts';

export const recordVerifyCommand = defineCommand<RecordCheck>({
  name: 'record verify',
  summary: 'judge a record, and files against it',
  help: `sealwright record verify RECORD --proofs FILE FILE|FOLDER… [--trust ROOT.pem]…

Judges the seal of RECORD (.record.json or .asice) and whether each FILE is one that it names. A FOLDER has to hold
every file of the record, unchanged. Nothing is fetched.

  --proofs FILE      the list that was made with the record, or the proof of one file
  --trust FILE       certificates to trust, PEM or DER; may be given several times
  --crl FILE         revocation lists, PEM or DER; may be given several times`,
  options: { proofs: one, trust: many, crl: many },
  read(values, [record, ...files]) {
    if (record === undefined) return refused(missing('RECORD'));
    const [first, ...more] = [...needed(values, 'proofs'), ...(files.length === 0 ? [missing('FILE')] : [])];
    if (first) return refused(first, ...more);
    const trust = texts(values.trust);
    return done({ record, proofs: text(values.proofs), files, trust, crls: texts(values.crl) });
  },
  async run(order, { ask, voice }) {
    return tell(await ask('record.verify', order), voice, (report) => {
      const { indication, reason, sealedBy, level, claimedAt, proven, problems, test } = report;
      voice.object({ kind: 'result', ...report });
      voice.line(`${order.record}: ${indication}. ${voice.words.verdict(reason)}`);
      const by = [sealedBy, level, claimedAt].filter(Boolean).join(', ');
      if (by) voice.line(voice.words.say('verify.sealed', { by }));
      if (test) voice.line(voice.words.say('verify.test'));
      voice.line(voice.words.say('record.proven', { count: proven.length, failed: problems.length }));
      voice.problems(problems);
      return indication === 'TOTAL-PASSED' && problems.length === 0 && proven.length > 0
        ? EXIT.ok
        : EXIT.data;
    });
  },
});
