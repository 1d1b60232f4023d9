import { useTranslation } from 'react-i18next';
import { ask, useAnswer } from '../desk.ts';
import { localeOf } from '../locale.ts';

const requests = () => ask('requests.list');
/** More than anybody reads here; the file has them all. */
const SHOWN = 20;

/** What was asked over the network: when, why and where; nothing more is known. */
export function NetworkLog() {
  const { t, i18n } = useTranslation();
  const [answer] = useAnswer(requests);
  if (answer?.state !== 'here') return null;
  if (answer.value.length === 0) return <p className="hint">{t('settings.requests.none')}</p>;
  const time = new Intl.DateTimeFormat(localeOf(i18n.language), { dateStyle: 'medium', timeStyle: 'medium' });
  return (
    <table className="network-log">
      <caption>{t('settings.requests')}</caption>
      <tbody>
        {answer.value.slice(0, SHOWN).map(({ at, purpose, to }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two requests of one second to one place are alike.
          <tr key={`${at} ${to} ${index}`}>
            <td>{time.format(new Date(at))}</td>
            <td>{t(`settings.purpose.${purpose}`)}</td>
            <td>{to}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
