import type { SealReport, TemplateReport } from '../../shared/desk.ts';
import { EXIT, type ExitCode } from './exit.ts';
import type { Voice } from './voice.ts';

export function tellTemplate(report: TemplateReport, voice: Voice): ExitCode {
  const { name, version, languages, problems, notices } = report;
  voice.line(voice.words.say('template.is', { name, version, languages: languages.join(', ') }));
  voice.problems(problems);
  voice.line(voice.words.say('template.problems', { count: problems.length }));
  voice.problems(notices);
  return problems.length === 0 ? EXIT.ok : EXIT.data;
}

export function tellSeal(report: SealReport, voice: Voice): ExitCode {
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
