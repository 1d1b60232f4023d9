import { useTranslation } from 'react-i18next';
import { KIND_NAMES, kindStatement } from '../../shared/credential/kind-names.ts';
import type { VerifyReport } from '../../shared/desk/verification.ts';
import { isWindowLanguage, type Language } from '../../shared/language.ts';
import { localeOf } from '../locale.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { nameOf } from '../ui/name-of.ts';
import { Checks } from './checks.tsx';
import { Unknown } from './unknown.tsx';
import '../ui/verdict.css';

const SIGNS = {
  'TOTAL-PASSED': { className: 'good', icon: 'check' },
  'TOTAL-FAILED': { className: 'bad', icon: 'cross' },
  INDETERMINATE: { className: 'unsure', icon: 'question' },
} as const satisfies Record<VerifyReport['indication'], { className: string; icon: IconName }>;

/** One verdict: the answer first, then whose credential it is, then what it rests on. */
export function VerdictCard({
  report,
  onTrusted,
}: {
  readonly report: VerifyReport;
  readonly onTrusted: () => void;
}) {
  const { t, i18n } = useTranslation();
  const { indication, subIndication, reason, printed } = report;
  const credential = report.credential ?? printed;
  const language: Language = isWindowLanguage(i18n.language) ? i18n.language : 'en';
  const moment = new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'long', timeStyle: 'short' });
  const { className, icon } = SIGNS[indication];
  const rows: readonly (readonly [string, string | undefined])[] = [
    [t('verify.row.file'), report.file === '' ? t('answer:camera.source') : nameOf(report.file)],
    [t('verify.row.sealed-by'), report.sealedBy],
    [t('verify.row.claimed'), report.claimedAt && moment.format(new Date(report.claimedAt))],
    [
      t('verify.row.proven'),
      report.proven && `${moment.format(new Date(report.proven.at))}, ${report.proven.by}`,
    ],
    [t('verify.row.level'), report.level],
    [t('answer:report.further'), report.further?.map(({ sealedBy }) => sealedBy).join('; ')],
    [t('verify.row.verdict'), subIndication ? `${indication}, ${subIndication}` : indication],
  ];
  return (
    <article className={`verdict ${className}`}>
      <header>
        <span className="sign">
          <Icon name={icon} />
        </span>
        <div>
          <h2>{t(`verify.indication.${indication}`)}</h2>
          <p>{t(`verdict:${reason}`)}</p>
        </div>
      </header>
      {report.test && <p className="test-seal">{t('verify.test')}</p>}
      {credential && (
        <div className="whose">
          <strong>{credential.name}</strong>
          <span>{credential.title}</span>
          {credential.kind && (
            <span className="hint">
              {(kindStatement(credential.kind) ?? KIND_NAMES[credential.kind])[language]}
            </span>
          )}
          <code>{credential.serial}</code>
          {printed && (
            <span className="hint">
              {[printed.birthDate, printed.awardingBody, printed.awardedOn].filter(Boolean).join(' · ')}
            </span>
          )}
        </div>
      )}
      <dl>
        {rows.map(
          ([name, value]) =>
            value && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      <Checks report={report} />
      {reason === 'chain-unknown' && report.file !== '' && (
        <Unknown file={report.file} onTrusted={onTrusted} />
      )}
    </article>
  );
}
