import { Input, Label, NumberField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { PageDesign } from '../../shared/template/design.ts';
import { onSheet, PAPER_NAMES, paperOf, type Sheet, sheetOf } from '../../shared/template/paper.ts';
import { Choice } from '../ui/choice.tsx';
import { GuideFields } from './guide-fields.tsx';

interface PaperParts {
  readonly page: PageDesign;
  readonly onEdit: (make: (page: PageDesign) => PageDesign) => void;
}

/** The sheet itself, while none of its elements is chosen. All that stands on it grows or shrinks with it. */
export function Paper({ page, onEdit }: PaperParts) {
  const { t } = useTranslation();
  const name = paperOf(page);
  const own = `${page.width} × ${page.height} mm`;
  const lay = (sheet: Sheet) => onEdit((before) => onSheet(before, sheet));
  const { width, height } = page;
  return (
    <section className="properties" aria-label={t('designer.paper')}>
      <h2>{t('designer.paper')}</h2>
      <Choice
        label={t('designer.paper')}
        value={name ?? own}
        options={[...(name ? [] : [own]), ...PAPER_NAMES].map((key) => ({ key, text: key }))}
        onChange={(chosen) => {
          const paper = PAPER_NAMES.find((each) => each === chosen);
          if (paper) lay(sheetOf(paper, page));
        }}
      />
      <Choice
        label={t('designer.orientation')}
        value={width > height ? 'across' : 'upright'}
        options={(['upright', 'across'] as const).map((key) => ({ key, text: t(`designer.${key}`) }))}
        onChange={(turned) => {
          if ((turned === 'across') !== width > height) lay({ width: height, height: width });
        }}
      />
      <div className="measures">
        {(['width', 'height'] as const).map((side) => (
          <NumberField
            key={side}
            className="field"
            value={page[side]}
            minValue={20}
            maxValue={2000}
            step={0.1}
            formatOptions={{ maximumFractionDigits: 1 }}
            onChange={(length) => !Number.isNaN(length) && lay({ width, height, [side]: length })}
          >
            <Label className="label">{t(`designer.${side}`)}</Label>
            <Input />
          </NumberField>
        ))}
        {(['bleed', 'margin'] as const).map((strip) => (
          <NumberField
            key={strip}
            className="field"
            value={page[strip] ?? 0}
            minValue={0}
            maxValue={strip === 'bleed' ? 30 : 100}
            onChange={(length) =>
              !Number.isNaN(length) && onEdit((before) => ({ ...before, [strip]: length }))
            }
          >
            <Label className="label">{t(`designer.${strip}`)}</Label>
            <Input />
          </NumberField>
        ))}
        <GuideFields page={page} onEdit={onEdit} />
      </div>
    </section>
  );
}
