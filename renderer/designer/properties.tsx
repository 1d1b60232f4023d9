import { Button, Input, Label, NumberField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../shared/language.ts';
import type { Box, PageDesign, PageElement } from '../../shared/template/design.ts';
import { CodeOptions } from './code-options.tsx';
import { Condition } from './condition.tsx';
import { ALIGNMENTS, align, type Chosen, distribute, place, reorder, setAlt } from './edit.ts';
import { group, ungroup } from './group.ts';
import { Paint } from './paint.tsx';
import { Paper } from './paper.tsx';
import { StyleEditor } from './style-editor.tsx';
import { isPicture, Spoken, Words } from './words.tsx';

interface PropertiesParts {
  readonly page: PageDesign;
  readonly languages: readonly Language[];
  readonly chosen: Chosen;
  readonly onEdit: (make: (page: PageDesign) => PageDesign) => void;
}

const SIDES = ['x', 'y', 'width', 'height'] as const;

/** Numbers and words of what is chosen. */
export function Properties({ page, languages, chosen, onEdit }: PropertiesParts) {
  const { t } = useTranslation();
  const elements = page.elements.filter(({ id }) => chosen.has(id));
  const [only] = elements;
  if (!only)
    return (
      <>
        <p className="hint">{t('designer.nothing')}</p>
        <Paper page={page} onEdit={onEdit} />
      </>
    );
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
      {(elements.length > 1 || only.group !== undefined) && (
        <div className="button-row">
          {elements.length > 1 && (
            <Button className="button small" onPress={() => onEdit((before) => group(before, chosen))}>
              {t('designer.group')}
            </Button>
          )}
          {elements.some((each) => each.group !== undefined) && (
            <Button className="button small" onPress={() => onEdit((before) => ungroup(before, chosen))}>
              {t('designer.ungroup')}
            </Button>
          )}
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
      {'style' in only && <StyleEditor page={page} chosen={chosen} name={only.style} onEdit={onEdit} />}
      {elements.length === 1 && only.kind === 'shape' && <Paint element={only} onEdit={onEdit} />}
      {elements.length === 1 && only.kind === 'qr' && <CodeOptions element={only} onEdit={onEdit} />}
      {elements.length === 1 && only.kind === 'signature' && (
        <p className="hint">{t('designer.signature.hint')}</p>
      )}
      {elements.length === 1 && 'text' in only && (
        <Words element={only} languages={languages} onEdit={onEdit} />
      )}
      {elements.length === 1 && isPicture(only) && (
        <Spoken
          words={only.alt}
          languages={languages}
          onSay={(language, words) => onEdit((before) => setAlt(before, only.id, language, words))}
        />
      )}
      <Condition elements={elements} chosen={chosen} onEdit={onEdit} />
    </section>
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
