import { Input, Label, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { OutcomesElement, PageDesign } from '../../shared/template/design.ts';
import { StyleOrNone } from './labelled-choice.tsx';
import { Measure } from './measure.tsx';
import type { OnPatch } from './patch.ts';

type OutcomesPart = Pick<OutcomesElement, 'marker' | 'itemGap' | 'descriptionStyle'>;

interface OutcomesParts {
  readonly page: PageDesign;
  readonly list: OutcomesPart;
  readonly onPatch: OnPatch<OutcomesPart>;
}

/** How a list of learning outcomes is set; what stands in it is said in the contents. */
export function OutcomesOptions({ page, list, onPatch }: OutcomesParts) {
  const { t } = useTranslation();
  const { marker = '•', itemGap = 0, descriptionStyle } = list;
  return (
    <div className="measures">
      <TextField
        className="field"
        value={marker}
        onChange={(next) => onPatch({ marker: next.trim() === '' ? undefined : next })}
      >
        <Label className="label">{t('designer.marker')}</Label>
        <Input />
      </TextField>
      <Measure label={t('designer.gap')} value={itemGap} onChange={(gap) => onPatch({ itemGap: gap })} />
      <StyleOrNone
        label={t('designer.descriptionStyle')}
        page={page}
        value={descriptionStyle}
        onChange={(style) => onPatch({ descriptionStyle: style })}
      />
    </div>
  );
}
