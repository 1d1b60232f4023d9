import { useTranslation } from 'react-i18next';
import type { SealReport } from '../../shared/desk/seal.ts';
import { localeOf } from '../locale.ts';
import { Icon } from '../ui/icon.tsx';
import { ProblemList } from '../ui/problem-list.tsx';
import '../ui/verdict.css';

export function SealReportCard({ report }: { readonly report: SealReport }) {
  const { t, i18n } = useTranslation();
  const day = new Intl.DateTimeFormat(localeOf(i18n.language), { dateStyle: 'long' });
  const { fit, qcStatements } = report;
  const statements = [
    ...(qcStatements.compliance ? ['QcCompliance'] : []),
    ...(qcStatements.qscd ? ['QcSSCD'] : []),
    ...qcStatements.types,
  ];
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['organisation', report.organisation],
    ['identifier', report.organizationIdentifier],
    ['country', report.country],
    ['issuer', report.issuer],
    ['validity', `${day.format(new Date(report.notBefore))} – ${day.format(new Date(report.notAfter))}`],
    ['key', `${report.key}, ${report.algorithm}`],
    ['usage', report.keyUsage.join(', ')],
    ['policies', report.policies.join(', ')],
    ['statements', statements.join(', ')],
    ['chain', report.chain.join(' ← ')],
    ['number', report.serialNumber],
  ];
  return (
    <article className={`verdict ${fit ? 'good' : 'bad'}`}>
      <header>
        <span className="sign">
          <Icon name={fit ? 'check' : 'cross'} />
        </span>
        <div>
          <h2>{t(fit ? 'seals.fit' : 'seals.unfit')}</h2>
          <p>{t(`seals.standing.${report.standing}`)}</p>
        </div>
      </header>
      {report.test && <p className="test-seal">{t('seals.test')}</p>}
      <ProblemList problems={report.problems} mild={fit} />
      <dl>
        {rows.map(
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
