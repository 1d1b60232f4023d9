import type { TFunction } from 'i18next';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { IssuerReport } from '../../shared/desk/trust.ts';
import { isWindowLanguage } from '../../shared/language.ts';
import { localeOf } from '../locale.ts';
import { Icon } from '../ui/icon.tsx';
import { inPairs } from './first-use.tsx';

interface IssuerCardParts {
  readonly issuer: IssuerReport;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

/** One issuer: who it is, what it may award, who has assured its quality, and on whose word it is trusted. */
export function IssuerCard({ issuer, onEdit, onRemove }: IssuerCardParts) {
  const { t, i18n } = useTranslation();
  const { name, country, kind, awards, assurance, certificates, origin, since } = issuer;
  const language = isWindowLanguage(i18n.language) ? i18n.language : 'en';
  const day = (date: string) =>
    new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'long', timeZone: 'UTC' }).format(
      new Date(date),
    );
  const region = new Intl.DisplayNames([localeOf(language)], { type: 'region' }).of(country) ?? country;
  const by = 'by' in origin ? origin.by : '';
  return (
    <article className="issuer">
      <header>
        <div>
          <h2>{name}</h2>
          <p className="hint">
            {[region, t(`issuers.kind.${kind}`), issuer.legalIdentifier].filter(Boolean).join(' · ')}
          </p>
        </div>
        <div className="actions">
          <Button className="button" onPress={onEdit}>
            {t('issuers.edit', { name })}
          </Button>
          <Button className="button" onPress={onRemove}>
            {t('issuers.remove', { name })}
          </Button>
        </div>
      </header>
      <dl>
        <div>
          <dt>{t('issuers.award')}</dt>
          <dd>
            {awards.length === 0 && t('issuers.award.untold')}
            {awards.map(({ kinds, fields, levels }) => {
              const [first = 'degree', second] = kinds;
              const words = [
                t(`issuers.award.${second ? 'both' : first}`),
                fields && `ISCED-F ${fields.join(', ')}`,
                levels && `EQF ${levels.join(', ')}`,
              ];
              const text = words.filter(Boolean).join('; ');
              return <p key={text}>{text}</p>;
            })}
          </dd>
        </div>
        {assurance.length > 0 && (
          <div>
            <dt>{t('answer:check.quality')}</dt>
            <dd>
              {assurance.map((one) => (
                <p key={JSON.stringify(one)}>{decisionIn(one, t, day)}</p>
              ))}
            </dd>
          </div>
        )}
        <div>
          <dt>{t('issuers.fingerprint')}</dt>
          <dd>
            {certificates.length === 0 && t('issuers.bare')}
            {certificates.map(({ subject, fingerprint }) => (
              <p key={fingerprint}>
                {subject}
                <br />
                <code>{inPairs(fingerprint)}</code>
              </p>
            ))}
          </dd>
        </div>
      </dl>
      <p className="hint">
        <Icon name="seen" /> {t(`issuers.origin.${origin.how}`, { date: day(since), by })}
      </p>
    </article>
  );
}

/** Of what is not in favour: agency, decision and day. */
function decisionIn(
  { agency, decision, from, until, scope }: IssuerReport['assurance'][number],
  t: TFunction,
  day: (date: string) => string,
): string {
  const said =
    decision === 'positive' || decision === 'conditional'
      ? t(`answer:check.quality.${decision}`, { agency, date: day(from) })
      : `${agency}: ${t(`issuers.decision.${decision}`)}, ${day(from)}`;
  return [said, scope, until && `– ${day(until)}`].filter(Boolean).join(' ');
}
