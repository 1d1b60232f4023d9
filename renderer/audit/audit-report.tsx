import { useTranslation } from 'react-i18next';
import { AUDIT_CHAINS } from '../../shared/audit/audit-seal.ts';
import type { AuditReport } from '../../shared/desk/register.ts';
import { localeOf } from '../locale.ts';

const COUNTED = [...AUDIT_CHAINS, 'seals'] as const;

/** What was counted, whether it holds, and the first link that does not. */
export function AuditReportView({ report }: { readonly report: AuditReport }) {
  const { t, i18n } = useTranslation();
  const locale = localeOf(i18n.language);
  const number = new Intl.NumberFormat(locale);
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' });
  const { holds, broken, sealedAt } = report;
  return (
    <div className="audit-report" aria-live="polite">
      <p className={holds ? 'holds-line' : 'broken-line'}>
        {broken ? t(`audit.broken.${broken.what}`, { number: broken.number }) : t('audit.holds')}
      </p>
      <dl className="figures">
        {COUNTED.map((name) => (
          <div key={name}>
            <dt>{t(`audit.figure.${name}`)}</dt>
            <dd>{number.format(report[name])}</dd>
          </div>
        ))}
      </dl>
      <p className="hint">
        {sealedAt === undefined
          ? t('audit.never')
          : t('audit.sealed-at', { day: moment.format(new Date(sealedAt)) })}
      </p>
    </div>
  );
}
