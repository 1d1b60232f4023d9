import { ToggleButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Box, LanguageSlot, PageElement, Sheets } from '../../shared/template/design.ts';
import { LabelledChoice } from './labelled-choice.tsx';
import { BoxMeasures } from './measure.tsx';

const SHEETS: readonly Sheets[] = ['first', 'last', 'every', 'following'];
const SLOTS = ['0', '1', '2'] as const;

interface StandingParts {
  readonly element: PageElement;
  readonly onStand: (patch: {
    readonly on?: Sheets | undefined;
    readonly slot?: LanguageSlot | undefined;
    readonly alone?: Box | undefined;
  }) => void;
}

/** On which sheets an element stands, which of the languages it speaks, and where it stands when there is only one. */
export function Standing({ element, onStand }: StandingParts) {
  const { t } = useTranslation();
  const { alone, box } = element;
  return (
    <div className="measures">
      {element.kind !== 'flow' && (
        <LabelledChoice
          label={t('designer.on')}
          value={element.on ?? 'first'}
          options={SHEETS.map((key) => ({ key, text: t(`designer.on.${key}`) }))}
          onChange={(on) => onStand({ on: on === 'first' ? undefined : on })}
        />
      )}
      <LabelledChoice
        label={t('designer.slot')}
        value={`${element.slot ?? 0}` as const}
        options={SLOTS.map((key) => ({ key, text: t(`designer.slot.${key}`) }))}
        onChange={(slot) => onStand({ slot: slot === '0' ? undefined : slot === '1' ? 1 : 2 })}
      />
      <ToggleButton
        className="button small wide"
        isSelected={alone !== undefined}
        onChange={(on) => onStand({ alone: on ? box : undefined })}
      >
        {t('designer.alone')}
      </ToggleButton>
      {alone && (
        <fieldset className="wide" aria-label={t('designer.alone')}>
          <BoxMeasures box={alone} onChange={(to) => onStand({ alone: to })} />
        </fieldset>
      )}
    </div>
  );
}
