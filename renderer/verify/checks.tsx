import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Check } from '../../shared/answer/check.ts';
import type { VerifyReport } from '../../shared/desk/verification.ts';
import { isWindowLanguage, type Language } from '../../shared/language.ts';
import { localeOf } from '../locale.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { ProblemList } from '../ui/problem-list.tsx';

const SIGNS = { good: 'check', bad: 'cross', open: 'question' } as const satisfies Record<
  Check['state'],
  IconName
>;

/** The answer check by check: what was looked at, what came of it, and what nobody could say. */
export function Checks({ report }: { readonly report: VerifyReport }) {
  const { t, i18n } = useTranslation();
  const language: Language = isWindowLanguage(i18n.language) ? i18n.language : 'en';
  return (
    <>
      <ul className="checks">
        {report.checks.map((check) => (
          <li key={check.name} className={`check ${check.state}`}>
            <span className="mark" role="img" aria-label={t(`answer:state.${check.state}`)}>
              <Icon name={SIGNS[check.state]} />
            </span>
            <strong>{t(`answer:check.${check.name}`)}</strong>
            <span>{saidOf(check, t, language)}</span>
            {check.name === 'changes' && (
              <ul className="changes">
                {report.changes?.map(({ what, where = '' }) => (
                  <li key={`${what} ${where}`}>
                    {t(`answer:change.${what}`)} {where}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
      {report.content && <ProblemList problems={report.content} />}
    </>
  );
}

/** Days and moments as the reader's language writes them. */
function saidOf({ words, facts = {} }: Check, t: TFunction, language: Language): string {
  const format = (name: string, value: string | number): string | number => {
    const moment = name === 'date' || name === 'time' ? new Date(value) : undefined;
    if (!moment || Number.isNaN(moment.getTime())) return value;
    const style =
      name === 'time' ? { dateStyle: 'long', timeStyle: 'short' } : { dateStyle: 'long', timeZone: 'UTC' };
    return new Intl.DateTimeFormat(localeOf(language), style as Intl.DateTimeFormatOptions).format(moment);
  };
  const values = Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, format(name, value)]),
  );
  return t(words, values);
}
