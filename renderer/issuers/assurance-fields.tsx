import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { type Assurance, DECISIONS } from '../../shared/trust/issuers/issuer.ts';
import { DateLine, LineField } from '../contents/line-field.tsx';
import { Choice } from '../ui/choice.tsx';

export const NEW_ASSURANCE: Assurance = { agency: '', decision: 'positive', from: '' };

interface AssuranceParts {
  readonly assurance: Assurance;
  readonly onChange: (assurance: Assurance) => void;
  readonly onRemove: () => void;
}

/** One decision of an agency: what it judged, how, and for how long that holds. */
export function AssuranceFields({ assurance, onChange, onRemove }: AssuranceParts) {
  const { t } = useTranslation();
  const { agency, decision, scope, from, until, report } = assurance;
  const optional = (key: 'scope' | 'until' | 'report', value: string | undefined) => {
    const { [key]: _, ...rest } = assurance;
    onChange(value === undefined ? rest : { ...rest, [key]: value });
  };
  return (
    <fieldset className="award">
      <legend className="label">{t('issuers.assurance')}</legend>
      <div className="issuer-choices">
        <LineField
          label={t('contents.agency')}
          path="/agency"
          value={agency}
          onChange={(words = '') => onChange({ ...assurance, agency: words })}
        />
        <div>
          <span className="label">{t('contents.decision')}</span>
          <Choice
            label={t('contents.decision')}
            value={decision}
            options={DECISIONS.map((key) => ({ key, text: t(`issuers.decision.${key}`) }))}
            onChange={(next) => onChange({ ...assurance, decision: next })}
          />
        </div>
        <DateLine
          label={t('issuers.decided')}
          path="/from"
          value={from}
          onChange={(day = '') => onChange({ ...assurance, from: day })}
        />
        <DateLine
          label={t('contents.validUntil')}
          path="/until"
          optional
          value={until}
          onChange={(day) => optional('until', day)}
        />
        <LineField
          label={t('issuers.scope')}
          path="/scope"
          optional
          value={scope}
          onChange={(words) => optional('scope', words)}
        />
        <LineField
          label={t('contents.report')}
          path="/report"
          optional
          type="url"
          value={report}
          onChange={(address) => optional('report', address)}
        />
      </div>
      <div className="actions">
        <Button className="button" onPress={onRemove}>
          {t('contents.remove')}
        </Button>
      </div>
    </fieldset>
  );
}
