import { useState } from 'react';
import { Button, Checkbox } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { CredentialKind } from '../../shared/credential/kind.ts';
import type { Award } from '../../shared/trust/issuers/issuer.ts';
import { ConceptField } from '../contents/concept-field.tsx';
import { findIn } from '../contents/lists.ts';
import { Choice } from '../ui/choice.tsx';
import { Icon } from '../ui/icon.tsx';

const KINDS = ['micro-credential', 'degree', 'both'] as const;
type Kinds = (typeof KINDS)[number];
const LEVELS = [1, 2, 3, 4, 5, 6, 7, 8];
export const NEW_AWARD: Award = { kinds: ['micro-credential'] };

interface AwardParts {
  readonly award: Award;
  readonly onChange: (award: Award) => void;
  readonly onRemove: () => void;
}

/** Credentials of these kinds, in these fields and at these levels; where nothing is named nothing is limited. */
export function AwardFields({ award, onChange, onRemove }: AwardParts) {
  const { t } = useTranslation();
  const { kinds, fields = [], levels = [] } = award;
  // Chosen anew each time: the field is emptied when what was chosen stands in the list.
  const [turn, setTurn] = useState(0);
  const kind: Kinds = kinds.length > 1 ? 'both' : (kinds[0] ?? 'micro-credential');
  const limit = (next: { readonly fields?: readonly string[]; readonly levels?: readonly number[] }) => {
    const limits = { fields, levels, ...next };
    onChange({
      kinds,
      ...(limits.fields.length > 0 && { fields: limits.fields }),
      ...(limits.levels.length > 0 && { levels: limits.levels }),
    });
  };
  const toggle = (level: number, on: boolean) =>
    limit({ levels: LEVELS.filter((each) => (each === level ? on : levels.includes(each))) });
  return (
    <fieldset className="award">
      <legend className="label">{t('issuers.award')}</legend>
      <div className="issuer-choices">
        <Choice
          label={t('issuers.award')}
          value={kind}
          options={KINDS.map((key) => ({ key, text: t(`issuers.award.${key}`) }))}
          onChange={(next) => onChange({ ...award, kinds: kindsOf(next) })}
        />
        <Button className="button" onPress={onRemove}>
          {t('contents.remove')}
        </Button>
      </div>
      <span className="label">{t('issuers.fields')}</span>
      <ul className="fields-chosen">
        {fields.map((field) => (
          <li key={field} className="chip">
            {field}
            <Button
              className="chip-remove"
              aria-label={t('contents.remove.named', { name: field })}
              onPress={() => limit({ fields: fields.filter((each) => each !== field) })}
            >
              <Icon name="cross" />
            </Button>
          </li>
        ))}
      </ul>
      <ConceptField
        key={turn}
        label={t('elements:field')}
        path="/fields"
        optional
        value={undefined}
        find={findIn('isced-f')}
        onChange={(concept) => {
          const { notation } = concept ?? {};
          if (notation && !fields.includes(notation)) limit({ fields: [...fields, notation].sort() });
          setTurn(turn + 1);
        }}
      />
      <fieldset className="levels">
        <legend className="label">{t('issuers.levels')}</legend>
        {LEVELS.map((level) => (
          <Checkbox
            key={level}
            className="tick"
            aria-label={`EQF ${level}`}
            isSelected={levels.includes(level)}
            onChange={(on) => toggle(level, on)}
          >
            <span className="box" aria-hidden="true" />
            {level}
          </Checkbox>
        ))}
      </fieldset>
    </fieldset>
  );
}

function kindsOf(kinds: Kinds): readonly CredentialKind[] {
  return kinds === 'both' ? ['micro-credential', 'degree'] : [kinds];
}
