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

Shows whether an e-seal may seal credentials, for how long what it seals can be verified, what is missing,
what the seal may be called, and everything its certificate says. Nothing is fetched.

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

/** Policies that ETSI EN 319 411-1 and 411-2 clause 5.3 name. */
const POLICIES: Readonly<Record<string, string>> = {
  '0.4.0.2042.1.1': 'NCP',
  '0.4.0.2042.1.2': 'NCP+',
  '0.4.0.2042.1.3': 'LCP',
  '0.4.0.194112.1.0': 'QCP-n',
  '0.4.0.194112.1.1': 'QCP-l',
  '0.4.0.194112.1.2': 'QCP-n-qscd',
  '0.4.0.194112.1.3': 'QCP-l-qscd',
};

/** The light first, then what it was read from. */
function tellSeal(report: SealReport, voice: Voice): ExitCode {
  const { words } = voice;
  const { date, because } = report.until;
  voice.line(words.seal(`may.${report.may}`));
  if (report.may !== 'not-seal') voice.line(words.seal(`until.${because}`, { date: date.slice(0, 10) }));
  voice.line(words.seal(`standing.${report.standing}`));
  if (report.test) voice.line(words.say('seal.test'));
  voice.problems(report.problems);
  voice.line('');
  for (const [key, value] of rowsOf(report)) {
    if (value) voice.line(`${words.say(`seal.${key}`)}: ${value}`);
  }
  return report.fit ? EXIT.ok : EXIT.seal;
}

function rowsOf(report: SealReport): readonly (readonly [string, string | undefined])[] {
  const { qcStatements, revocation } = report;
  const { compliance, qscd, types, legislation, retentionYears, disclosures } = qcStatements;
  const statements = [
    ...(compliance ? ['QcCompliance'] : []),
    ...(qscd ? ['QcSSCD'] : []),
    ...types,
    ...(legislation.length > 0 ? [`QcCClegislation ${legislation.join(' ')}`] : []),
    ...(retentionYears === undefined ? [] : [`QcRetentionPeriod ${retentionYears}`]),
  ];
  const sources = [
    ...revocation.ocsp.map((url) => `OCSP ${url}`),
    ...revocation.crl.map((url) => `CRL ${url}`),
    ...(revocation.never ? ['noRevAvail'] : []),
  ];
  return [
    ['subject', report.subject],
    ['organisation', report.organisation],
    ['identifier', report.organizationIdentifier],
    ['country', report.country],
    ['issuer', report.issuer],
    ['number', report.serialNumber],
    ['validity', `${report.notBefore} – ${report.notAfter}`],
    ['key', `${report.key}, ${report.algorithm}`],
    ['usage', [...report.keyUsage, ...report.extendedKeyUsage].join(', ')],
    [
      'policies',
      report.policies.map((oid) => (POLICIES[oid] ? `${POLICIES[oid]} (${oid})` : oid)).join(', '),
    ],
    ['statements', statements.join(', ')],
    ['disclosures', disclosures.map(({ url, language }) => `${url} (${language})`).join(', ')],
    ['chain', report.chain.map(({ subject }) => subject).join(' ← ')],
    ['revocation', sources.join(', ')],
    ['authority', report.issuerCertificates.join(', ')],
  ];
}
