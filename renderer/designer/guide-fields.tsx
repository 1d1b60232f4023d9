import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { PageDesign } from '../../shared/template/design.ts';
import { localeOf } from '../locale.ts';
import { type GuideAxis, guidesOf, readGuides, withGuides } from './guides.ts';

interface GuideFieldsParts {
  readonly page: PageDesign;
  readonly onEdit: (make: (page: PageDesign) => PageDesign) => void;
}

/** The guides as numbers: made, moved and removed without a pointer. */
export function GuideFields({ page, onEdit }: GuideFieldsParts) {
  const { t } = useTranslation();
  return (
    <>
      {(['x', 'y'] as const).map((axis) => (
        <LinesField
          key={`${axis} ${guidesOf(page, axis).join(' ')}`}
          label={t(`designer.guides.${axis}`)}
          axis={axis}
          page={page}
          onEdit={onEdit}
        />
      ))}
      <p className="hint">{t('designer.guides.hint')}</p>
    </>
  );
}

interface LinesFieldParts extends GuideFieldsParts {
  readonly label: string;
  readonly axis: GuideAxis;
}

/** Taken when it is left, or at Enter. */
function LinesField({ label, axis, page, onEdit }: LinesFieldParts) {
  const { i18n } = useTranslation();
  const format = new Intl.NumberFormat(localeOf(i18n.language), { useGrouping: false });
  const [text, type] = useState(() => guidesOf(page, axis).map(format.format).join(' '));
  const take = () => onEdit((before) => withGuides(before, axis, readGuides(text)));
  return (
    <TextField className="field wide" value={text} onChange={type} onBlur={take}>
      <Label className="label">{label}</Label>
      <Input onKeyDown={(event) => event.key === 'Enter' && take()} />
    </TextField>
  );
}
