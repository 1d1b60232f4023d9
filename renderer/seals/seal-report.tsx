import { useTranslation } from 'react-i18next';
import type { SealReport } from '../../shared/desk/seal.ts';
import { localeOf } from '../locale.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { ProblemList } from '../ui/problem-list.tsx';
import '../ui/verdict.css';

const LIGHTS = {
  seal: { className: 'good', icon: 'check' },
  'seal-with-remarks': { className: 'unsure', icon: 'warning' },
  'not-seal': { className: 'bad', icon: 'cross' },
} as const satisfies Record<SealReport['may'], { className: string; icon: IconName }>;

/** The traffic light first, then what it was read from. */
export function SealReportCard({ report }: { readonly report: SealReport }) {
  const { t, i18n } = useTranslation();
  const day = new Intl.DateTimeFormat(localeOf(i18n.language), { dateStyle: 'long', timeZone: 'UTC' });
  const dayOf = (date: string) => day.format(new Date(date));
  const { className, icon } = LIGHTS[report.may];
  const { until } = report;
  return (
    <article className={`verdict ${className}`}>
      <header>
        <span className="sign">
          <Icon name={icon} />
        </span>
        <div>
          <h2>{t(`seal:may.${report.may}`)}</h2>
          <p>{t(`seal:standing.${report.standing}`)}</p>
          {report.fit && <p>{t(`seal:until.${until.because}`, { date: dayOf(until.date) })}</p>}
        </div>
      </header>
      {report.test && <p className="test-seal">{t('seals.test')}</p>}
      <ProblemList problems={report.problems} mild={report.fit} />
      <dl>
        {rowsOf(report, dayOf).map(
          ([key, value]) =>
            value && (
              <div key={key}>
                <dt>{t(`seals.row.${key}`)}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </article>
  );
}

function rowsOf(
  report: SealReport,
  dayOf: (date: string) => string,
): readonly (readonly [string, string | undefined])[] {
  const { qcStatements, revocation } = report;
  const statements = [
    ...(qcStatements.compliance ? ['QcCompliance'] : []),
    ...(qcStatements.qscd ? ['QcSSCD'] : []),
    ...qcStatements.types,
  ];
  const sources = [...revocation.ocsp, ...revocation.crl, ...(revocation.never ? ['noRevAvail'] : [])];
  return [
    ['organisation', report.organisation],
    ['identifier', report.organizationIdentifier],
    ['country', report.country],
    ['issuer', report.issuer],
    ['validity', `${dayOf(report.notBefore)} – ${dayOf(report.notAfter)}`],
    ['key', `${report.key}, ${report.algorithm}`],
    ['usage', [...report.keyUsage, ...report.extendedKeyUsage].join(', ')],
    ['policies', report.policies.join(', ')],
    ['statements', statements.join(', ')],
    ['chain', report.chain.map(({ subject }) => subject).join(' ← ')],
    ['revocation', sources.join(', ')],
    ['number', report.serialNumber],
  ];
}
