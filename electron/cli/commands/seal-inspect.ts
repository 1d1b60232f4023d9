import type { SealOrder, SealReport } from '../../../shared/desk/seal.ts';
import { done, refused } from '../../../shared/problem.ts';
import { defineCommand, refuse, tell } from '../command.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { missing, nothingElse, SEAL_OPTIONS, type SealOptions, sealIn } from '../options.ts';
import { readPassword } from '../password.ts';
import type { Voice } from '../voice.ts';

interface InspectOrder extends Omit<SealOrder, 'password'>, SealOptions {}

export const sealInspectCommand = defineCommand<InspectOrder>({
  name: 'seal inspect',
  summary: 'show what an e-seal is and whether it can seal',
  help: `sealwright seal inspect SEAL [options]

Shows the certificate of an e-seal, what it may be called, and whether it can seal today.

  --seal-key FILE    the private key, when the e-seal is PEM and the key lies apart
  --algorithm NAME   RS256 or PS256 for RSA; every other key has one of its own
  --password-fd N    read the password from descriptor N`,
  options: SEAL_OPTIONS,

  read(values, [seal, ...others]) {
    const options = sealIn(values);
    if (!options.ok) return options;
    if (seal === undefined) return refused(missing('SEAL'));
    const [other] = nothingElse(others);
    return other ? refused(other) : done({ seal, ...options.value });
  },

  async run({ source, ...order }, { ask, voice }) {
    const password = await readPassword(source, order.seal, voice);
    if (!password.ok) return refuse(password.problems, voice);
    return tell(await ask('seal.inspect', { ...order, password: password.value }), voice, (report) => {
      voice.object({ kind: 'result', ...report });
      return tellSeal(report, voice);
    });
  },
});

function tellSeal(report: SealReport, voice: Voice): ExitCode {
  const { words } = voice;
  const { qcStatements } = report;
  const qualified = [
    ...(qcStatements.compliance ? ['QcCompliance'] : []),
    ...(qcStatements.qscd ? ['QcSSCD'] : []),
    ...qcStatements.types,
  ];
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['subject', report.subject],
    ['organisation', report.organisation],
    ['identifier', report.organizationIdentifier],
    ['country', report.country],
    ['issuer', report.issuer],
    ['number', report.serialNumber],
    ['validity', `${report.notBefore} – ${report.notAfter}`],
    ['key', `${report.key}, ${report.algorithm}`],
    ['usage', report.keyUsage.join(', ')],
    ['policies', report.policies.join(', ')],
    ['statements', qualified.join(', ')],
    ['chain', report.chain.join(' ← ')],
  ];
  for (const [key, value] of rows) {
    if (value) voice.line(`${words.say(`seal.${key}`)}: ${value}`);
  }
  voice.line(words.say(`seal.standing.${report.standing}`));
  if (report.test) voice.line(words.say('seal.test'));
  voice.problems(report.problems);
  voice.line(words.say(report.fit ? 'seal.fit' : 'seal.unfit'));
  return report.fit ? EXIT.ok : EXIT.seal;
}
