import { ToggleButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../shared/language.ts';
import type {
  DrawingElement,
  PageDesign,
  PageElement,
  SignatureElement,
} from '../../shared/template/design.ts';
import { CodeOptions } from './code-options.tsx';
import { ColourField } from './colour-field.tsx';
import { FactsOptions } from './facts-options.tsx';
import { FlowOptions } from './flow-options.tsx';
import { LabelledChoice } from './labelled-choice.tsx';
import { Measure } from './measure.tsx';
import { INK } from './new-element.ts';
import { OutcomesOptions } from './outcomes-options.tsx';
import { Paint } from './paint.tsx';
import { type OnPatch, type Patch, patchElement } from './patch.ts';
import { TextOptions } from './text-options.tsx';

interface OptionsParts {
  readonly page: PageDesign;
  readonly languages: readonly Language[];
  readonly element: PageElement;
  readonly onEdit: (make: (page: PageDesign) => PageDesign) => void;
}

/** What only this kind of element has. */
export function ElementOptions({ page, languages, element, onEdit }: OptionsParts) {
  const { t } = useTranslation();
  const set =
    <K extends PageElement['kind']>(kind: K) =>
    (patch: Patch<Extract<PageElement, { readonly kind: K }>>) =>
      onEdit((before) => patchElement(before, element.id, kind, patch));
  switch (element.kind) {
    case 'text':
      return <TextOptions text={element} onPatch={set('text')} />;
    case 'outcomes':
      return <OutcomesOptions page={page} list={element} onPatch={set('outcomes')} />;
    case 'facts':
      return <FactsOptions page={page} languages={languages} table={element} onPatch={set('facts')} />;
    case 'flow':
      return <FlowOptions page={page} languages={languages} flow={element} onPatch={set('flow')} />;
    case 'image':
      return (
        <LabelledChoice
          label={t('designer.fitting')}
          value={element.fit ?? 'contain'}
          options={(['contain', 'cover'] as const).map((key) => ({
            key,
            text: t(`designer.fitting.${key}`),
          }))}
          onChange={(fit) => set('image')({ fit })}
        />
      );
    case 'signature':
      return <SignatureOptions signature={element} onPatch={set('signature')} />;
    case 'shape':
      return (
        <>
          <Paint element={element} onEdit={onEdit} />
          {element.shape === 'rectangle' && (
            <Measure
              label={t('designer.radius')}
              value={element.radius ?? 0}
              onChange={(radius) => set('shape')({ radius: radius || undefined })}
            />
          )}
        </>
      );
    case 'drawing':
      return <DrawingOptions drawing={element} onPatch={set('drawing')} />;
    case 'qr':
      return <CodeOptions element={element} onEdit={onEdit} />;
    case 'seal':
    case 'page-number':
      return null;
  }
}

function SignatureOptions({
  signature,
  onPatch,
}: {
  readonly signature: SignatureElement;
  readonly onPatch: OnPatch<SignatureElement>;
}) {
  const { t } = useTranslation();
  const { wordsHeight, rule, box } = signature;
  return (
    <>
      <p className="hint">{t('designer.signature.hint')}</p>
      <div className="measures">
        <Measure
          label={t('designer.wordsHeight')}
          value={wordsHeight}
          most={box.height}
          onChange={(height) => onPatch({ wordsHeight: height })}
        />
        <ToggleButton
          className="button small"
          isSelected={rule !== undefined}
          onChange={(on) => onPatch({ rule: on ? INK : undefined })}
        >
          {t('designer.rule')}
        </ToggleButton>
      </div>
      {rule !== undefined && (
        <ColourField
          label={t('designer.strokeColour')}
          value={rule}
          onChange={(to) => onPatch({ rule: to })}
        />
      )}
    </>
  );
}

/** A drawing is recoloured ink by ink. */
function DrawingOptions({
  drawing,
  onPatch,
}: {
  readonly drawing: DrawingElement;
  readonly onPatch: OnPatch<DrawingElement>;
}) {
  const { t } = useTranslation();
  const { paths } = drawing;
  const inks = [...new Set(paths.flatMap(({ fill, stroke }) => [fill, stroke ?? 'none']))].filter(
    (ink) => ink !== 'none',
  );
  const recolour = (from: string, to: string) =>
    onPatch({
      paths: paths.map((path) => ({
        ...path,
        ...(path.fill === from && { fill: to }),
        ...(path.stroke === from && { stroke: to }),
      })),
    });
  return (
    <div className="measures">
      {inks.map((ink, at) => (
        <ColourField
          // biome-ignore lint/suspicious/noArrayIndexKey: the ink is what changes.
          key={at}
          label={`${t('designer.colour')} ${at + 1}`}
          value={ink}
          onChange={(to) => recolour(ink, to)}
        />
      ))}
    </div>
  );
}
