import { Button, Input, Label, NumberField, TextArea, TextField, ToggleButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../shared/language.ts';
import type { Box, FontFamily, PageDesign, PageElement } from '../../shared/template/design.ts';
import { FIELDS } from '../../shared/template/fields.ts';
import { nativeName } from '../locale.ts';
import { Choice } from '../ui/choice.tsx';
import {
  ALIGNMENTS,
  align,
  type Chosen,
  changeStyle,
  distribute,
  place,
  reorder,
  setStyle,
  setText,
} from './edit.ts';

interface PropertiesParts {
  readonly page: PageDesign;
  readonly languages: readonly Language[];
  readonly chosen: Chosen;
  readonly onEdit: (make: (page: PageDesign) => PageDesign) => void;
}

/** By the names of their typefaces, which are the same in every language. */
const BUNDLED: readonly { readonly key: string; readonly text: string }[] = [
  { key: 'sans', text: 'Noto Sans' },
  { key: 'serif', text: 'Noto Serif' },
  { key: 'display', text: 'EB Garamond' },
];
const SIDES = ['x', 'y', 'width', 'height'] as const;
const FIELD_NAMES = Object.keys(FIELDS);

/** Numbers and words of what is chosen. */
export function Properties({ page, languages, chosen, onEdit }: PropertiesParts) {
  const { t } = useTranslation();
  const elements = page.elements.filter(({ id }) => chosen.has(id));
  const [only] = elements;
  if (!only) return <p className="hint">{t('designer.nothing')}</p>;
  return (
    <section className="properties" aria-label={t('designer.properties')}>
      <h2>{elements.length === 1 ? only.id : t('designer.chosen', { count: elements.length })}</h2>
      {elements.length === 1 && <Measures element={only} onEdit={onEdit} />}
      <fieldset className="button-row" aria-label={t('designer.align')}>
        {ALIGNMENTS.map((to) => (
          <Button
            key={to}
            className="button small"
            onPress={() => onEdit((before) => align(before, chosen, to))}
          >
            {t(`designer.align.${to}`)}
          </Button>
        ))}
      </fieldset>
      {elements.length > 2 && (
        <div className="button-row">
          {(['across', 'down'] as const).map((along) => (
            <Button
              key={along}
              className="button small"
              onPress={() => onEdit((before) => distribute(before, chosen, along))}
            >
              {t(`designer.distribute.${along}`)}
            </Button>
          ))}
        </div>
      )}
      {elements.length === 1 && (
        <div className="button-row">
          <Button className="button small" onPress={() => onEdit((before) => reorder(before, only.id, -1))}>
            {t('designer.earlier')}
          </Button>
          <Button className="button small" onPress={() => onEdit((before) => reorder(before, only.id, 1))}>
            {t('designer.later')}
          </Button>
        </div>
      )}
      {'style' in only && (
        <Choice
          label={t('designer.style')}
          value={only.style}
          options={Object.keys(page.styles).map((key) => ({ key, text: key }))}
          onChange={(style) => onEdit((before) => setStyle(before, chosen, style))}
        />
      )}
      {'style' in only && <Typeface page={page} name={only.style} onEdit={onEdit} />}
      {elements.length === 1 && 'text' in only && (
        <Words element={only} languages={languages} onEdit={onEdit} />
      )}
    </section>
  );
}

interface TypefaceParts {
  readonly page: PageDesign;
  /** Of the style; whatever else has it changes too. */
  readonly name: string;
  readonly onEdit: PropertiesParts['onEdit'];
}

/** The font of a style, the institution's own among those to choose from, and whether its words may be divided. */
function Typeface({ page, name, onEdit }: TypefaceParts) {
  const { t } = useTranslation();
  const style = page.styles[name];
  if (!style) return null;
  const own = Object.keys(page.fonts ?? {}).map((key) => ({ key, text: key.slice('own-'.length) }));
  return (
    <>
      <Choice
        label={t('designer.font')}
        value={style.family}
        options={[...BUNDLED, ...own]}
        onChange={(family) => onEdit((before) => changeStyle(before, name, { family: family as FontFamily }))}
      />
      <ToggleButton
        className="button small"
        isSelected={style.hyphenate === true}
        onChange={(hyphenate) => onEdit((before) => changeStyle(before, name, { hyphenate }))}
      >
        {t('designer.hyphenate')}
      </ToggleButton>
    </>
  );
}

interface OneParts {
  readonly element: PageElement;
  readonly onEdit: PropertiesParts['onEdit'];
}

function Measures({ element, onEdit }: OneParts) {
  const { t } = useTranslation();
  const { box } = element;
  const set = (side: keyof Box, value: number) => {
    if (!Number.isNaN(value)) onEdit((before) => place(before, element.id, { ...box, [side]: value }));
  };
  return (
    <div className="measures">
      {SIDES.map((side) => (
        <NumberField
          key={side}
          className="field"
          value={box[side]}
          step={0.1}
          minValue={0}
          formatOptions={{ maximumFractionDigits: 1 }}
          onChange={(value) => set(side, value)}
        >
          <Label className="label">{t(`designer.${side}`)}</Label>
          <Input />
        </NumberField>
      ))}
    </div>
  );
}

interface WordsParts extends OneParts {
  readonly element: Extract<PageElement, { text: unknown }>;
  readonly languages: readonly Language[];
}

/** The words in every language of the template, side by side; what is missing is seen at once. */
function Words({ element, languages, onEdit }: WordsParts) {
  const { t } = useTranslation();
  const add = (field: string) =>
    onEdit((before) =>
      languages.reduce((page, language) => {
        const words = element.text[language] ?? '';
        return setText(page, element.id, language, `${words}${words && ' '}{${field}}`);
      }, before),
    );
  return (
    <div className="words">
      {languages.map((language) => (
        <TextField
          key={language}
          className={element.text[language] ? 'field' : 'field missing'}
          value={element.text[language] ?? ''}
          onChange={(text) => onEdit((before) => setText(before, element.id, language, text))}
        >
          <Label className="label">{nativeName(language)}</Label>
          <TextArea lang={language} rows={2} />
        </TextField>
      ))}
      <Choice
        label={t('designer.field')}
        value=""
        options={[
          { key: '', text: t('designer.field') },
          ...FIELD_NAMES.map((key) => ({ key, text: `{${key}}` })),
        ]}
        onChange={(field) => field && add(field)}
      />
    </div>
  );
}
