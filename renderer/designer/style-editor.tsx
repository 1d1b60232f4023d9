import { Button, Input, Label, NumberField, ToggleButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { type FontFamily, LEADING, type PageDesign, type TextStyle } from '../../shared/template/design.ts';
import { Choice } from '../ui/choice.tsx';
import { ColourField } from './colour-field.tsx';
import { type Chosen, changeStyle, ownStyle, setStyle, takeFont } from './edit.ts';
import { FontButton } from './font-button.tsx';
import { Measure } from './measure.tsx';

/** By the names of their typefaces, which are the same in every language. */
const BUNDLED: readonly { readonly key: FontFamily; readonly text: string }[] = [
  { key: 'sans', text: 'Noto Sans' },
  { key: 'serif', text: 'Noto Serif' },
  { key: 'display', text: 'EB Garamond' },
];
const ALIGNMENTS = ['start', 'centre', 'end'] as const;

interface StyleEditorParts {
  readonly page: PageDesign;
  readonly chosen: Chosen;
  /** The style of the chosen element. */
  readonly name: string;
  readonly onEdit: (make: (page: PageDesign) => PageDesign) => void;
}

/** The type an element is set in. A change holds for everything of the same style, unless it is given one of its own. */
export function StyleEditor({ page, chosen, name, onEdit }: StyleEditorParts) {
  const { t } = useTranslation();
  const style = page.styles[name];
  if (!style) return null;
  const set = (part: Partial<TextStyle>) => onEdit((before) => changeStyle(before, name, part));
  return (
    <fieldset className="style-editor" aria-label={t('designer.style')}>
      <div className="button-row">
        <Choice
          label={t('designer.style')}
          value={name}
          options={Object.keys(page.styles).map((key) => ({ key, text: key }))}
          onChange={(next) => onEdit((before) => setStyle(before, chosen, next))}
        />
        <Button className="button small" onPress={() => onEdit((before) => ownStyle(before, chosen, name))}>
          {t('designer.style.own')}
        </Button>
      </div>
      <div className="button-row">
        <Choice
          label={t('designer.font')}
          value={style.family}
          options={[...BUNDLED, ...ownFonts(page)]}
          onChange={(family) => set({ family })}
        />
        {(['bold', 'italic'] as const).map((key) => (
          <ToggleButton
            key={key}
            className={`button small ${key}`}
            isSelected={style[key] === true}
            onChange={(on) => set({ [key]: on })}
          >
            {t(`designer.${key}`)}
          </ToggleButton>
        ))}
        <FontButton onFont={(family, source) => onEdit((before) => takeFont(before, name, family, source))} />
      </div>
      <div className="measures">
        <NumberField
          className="field"
          value={style.size}
          step={0.5}
          minValue={4}
          maxValue={120}
          onChange={(size) =>
            !Number.isNaN(size) && set({ size, minSize: Math.min(size, style.minSize ?? size) })
          }
        >
          <Label className="label">{t('designer.size')}</Label>
          <Input />
        </NumberField>
        <ColourField
          label={t('designer.colour')}
          value={style.colour}
          onChange={(colour) => set({ colour })}
        />
        <Measure
          label={t('designer.minSize')}
          value={style.minSize ?? style.size}
          step={0.5}
          least={Math.min(4, style.size)}
          most={style.size}
          onChange={(minSize) => set({ minSize })}
        />
        <Measure
          label={t('designer.leading')}
          value={style.leading ?? LEADING}
          step={0.05}
          least={0.8}
          most={4}
          onChange={(leading) => set({ leading })}
        />
        <Measure
          label={t('designer.tracking')}
          value={style.tracking ?? 0}
          step={5}
          least={-200}
          most={2000}
          onChange={(tracking) => set({ tracking })}
        />
      </div>
      <Choice
        label={t('designer.set')}
        value={style.align ?? 'start'}
        options={ALIGNMENTS.map((key) => ({ key, text: t(`designer.set.${key}`) }))}
        onChange={(align) => set({ align })}
      />
      <ToggleButton
        className="button small"
        isSelected={style.hyphenate === true}
        onChange={(hyphenate) => set({ hyphenate })}
      >
        {t('designer.hyphenate')}
      </ToggleButton>
    </fieldset>
  );
}

function ownFonts({
  fonts = {},
}: PageDesign): readonly { readonly key: FontFamily; readonly text: string }[] {
  return Object.keys(fonts).map((key) => ({ key: key as FontFamily, text: key.slice('own-'.length) }));
}
