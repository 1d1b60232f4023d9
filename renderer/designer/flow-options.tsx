import { Button, ToggleButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../shared/language.ts';
import type { FlowElement, Flowed, PageDesign } from '../../shared/template/design.ts';
import { FactsOptions } from './facts-options.tsx';
import { StyleChoice } from './labelled-choice.tsx';
import { BoxMeasures, Measure } from './measure.tsx';
import { FLOWED_KINDS, type FlowedKind, newFlowed } from './new-element.ts';
import { OutcomesOptions } from './outcomes-options.tsx';
import { PartsOptions } from './parts-options.tsx';
import { type OnPatch, type Patch, patched } from './patch.ts';
import { RowsEditor } from './rows-editor.tsx';
import { TextOptions } from './text-options.tsx';
import { Words } from './words.tsx';

interface FlowParts {
  readonly page: PageDesign;
  readonly languages: readonly Language[];
  readonly flow: FlowElement;
  readonly onPatch: OnPatch<FlowElement>;
}

/** What stands one below the other in a flow, and where it goes on. */
export function FlowOptions({ page, languages, flow, onPatch }: FlowParts) {
  const { t } = useTranslation();
  const { elements, next, endsAbove, box } = flow;
  const add = (kind: FlowedKind) =>
    onPatch({
      elements: [...elements, newFlowed(kind, page, languages, new Set(elements.map(({ id }) => id)))],
    });
  return (
    <>
      <ToggleButton
        className="button small"
        isSelected={next !== undefined}
        onChange={(on) => onPatch({ next: on ? box : undefined, ...(!on && { endsAbove: undefined }) })}
      >
        {t('designer.next')}
      </ToggleButton>
      {next && (
        <>
          <BoxMeasures box={next} onChange={(to) => onPatch({ next: to })} />
          <Measure
            label={t('designer.endsAbove')}
            value={endsAbove ?? page.height}
            most={page.height}
            onChange={(line) => onPatch({ endsAbove: line >= page.height ? undefined : line })}
          />
        </>
      )}
      <RowsEditor
        rows={elements}
        nameOf={(each) => `${each.id}, ${t(`designer.kind.${each.kind}`)}`}
        onChange={(all) => onPatch({ elements: all })}
      >
        {(each, set) => <Flowing page={page} languages={languages} element={each} onChange={set} />}
      </RowsEditor>
      <fieldset className="button-row" aria-label={t('designer.flow.add')}>
        {FLOWED_KINDS.map((kind) => (
          <Button key={kind} className="button small" onPress={() => add(kind)}>
            {t(`designer.add.${kind}`)}
          </Button>
        ))}
      </fieldset>
    </>
  );
}

interface FlowingParts {
  readonly page: PageDesign;
  readonly languages: readonly Language[];
  readonly element: Flowed;
  readonly onChange: (element: Flowed) => void;
}

function Flowing({ page, languages, element, onChange }: FlowingParts) {
  const { t } = useTranslation();
  const set = <E extends Flowed>(of: E, patch: Patch<E>) => onChange(patched(of, patch));
  return (
    <>
      <Measure
        label={t('designer.above')}
        value={element.gap ?? 0}
        onChange={(gap) => onChange({ ...element, gap })}
      />
      {(element.kind === 'text' || element.kind === 'outcomes') && (
        <StyleChoice
          label={t('designer.style')}
          page={page}
          value={element.style}
          onChange={(style) => onChange({ ...element, style })}
        />
      )}
      {element.kind === 'text' && (
        <>
          <TextOptions text={element} flowing onPatch={({ vertical: _, ...patch }) => set(element, patch)} />
          <Words text={element.text} languages={languages} onText={(text) => set(element, { text })} />
        </>
      )}
      {element.kind === 'outcomes' && (
        <OutcomesOptions page={page} list={element} onPatch={(patch) => set(element, patch)} />
      )}
      {element.kind === 'facts' && (
        <FactsOptions
          page={page}
          languages={languages}
          table={element}
          onPatch={(patch) => set(element, patch)}
        />
      )}
      {element.kind === 'parts' && (
        <PartsOptions
          page={page}
          languages={languages}
          table={element}
          onPatch={(patch) => set(element, patch)}
        />
      )}
    </>
  );
}
