import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../shared/language.ts';
import type { PageDesign } from '../../shared/template/design.ts';
import { Condition } from './condition.tsx';
import { ALIGNMENTS, align, type Chosen, distribute, place, reorder, setAlt } from './edit.ts';
import { ElementOptions } from './element-options.tsx';
import { group, ungroup } from './group.ts';
import { BoxMeasures } from './measure.tsx';
import { Paper } from './paper.tsx';
import { patchElement } from './patch.ts';
import { Standing } from './standing.tsx';
import { StyleEditor } from './style-editor.tsx';
import { isPicture, Spoken, Words } from './words.tsx';
import './properties.css';

interface PropertiesParts {
  readonly page: PageDesign;
  readonly languages: readonly Language[];
  readonly chosen: Chosen;
  readonly onEdit: (make: (page: PageDesign) => PageDesign) => void;
}

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
      {elements.length === 1 && (
        <BoxMeasures box={only.box} onChange={(box) => onEdit((before) => place(before, only.id, box))} />
      )}
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
      {elements.length === 1 && (
        <ElementOptions page={page} languages={languages} element={only} onEdit={onEdit} />
      )}
      {elements.length === 1 && 'text' in only && (
        <Words
          text={only.text}
          languages={languages}
          onText={(text) => onEdit((before) => patchElement(before, only.id, only.kind, { text }))}
        />
      )}
      {elements.length === 1 && isPicture(only) && (
        <Spoken
          words={only.alt}
          languages={languages}
          onSay={(language, words) => onEdit((before) => setAlt(before, only.id, language, words))}
        />
      )}
      {elements.length === 1 && (
        <Standing
          element={only}
          onStand={(patch) => onEdit((before) => patchElement(before, only.id, only.kind, patch))}
        />
      )}
      <Condition elements={elements} chosen={chosen} onEdit={onEdit} />
    </section>
  );
}
