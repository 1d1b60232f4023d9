import { useTranslation } from 'react-i18next';
import { ask, useAnswer } from '../desk.ts';
import { ProblemList } from '../ui/problem-list.tsx';

const policy = () => ask('policy.read');

/** What IT has settled for every desk, by the names its own file uses; nothing where there is no such file. */
export function OrganisationPolicy() {
  const { t } = useTranslation();
  const [answer] = useAnswer(policy);
  if (answer?.state === 'refused') {
    return (
      <section>
        <h2>{t('settings.policy')}</h2>
        <ProblemList problems={answer.problems} />
      </section>
    );
  }
  if (answer?.state !== 'here' || !answer.value.policy) return null;
  const { by, network = {}, ...settled } = answer.value.policy;
  const rows = [
    ...Object.entries(settled),
    ...Object.entries(network).map(([purpose, origins]) => [`network.${purpose}`, origins] as const),
  ];
  return (
    <section>
      <h2>{by ? `${t('settings.policy')}: ${by}` : t('settings.policy')}</h2>
      <p className="hint">{t('settings.policy.text', { file: answer.value.file })}</p>
      <dl className="policy">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{Array.isArray(value) ? value.join(', ') || '–' : String(value)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
