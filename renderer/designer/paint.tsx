import { Input, Label, NumberField, ToggleButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { PageDesign, ShapeElement } from '../../shared/template/design.ts';
import { ColourField } from './colour-field.tsx';
import { setPaint } from './edit.ts';

/** What a shape is given when paint is turned on: the ink of the bundled designs, and a hairline. */
const INK = '#1b2a41';
const HAIRLINE = 0.3;

interface PaintParts {
  readonly element: ShapeElement;
  readonly onEdit: (make: (page: PageDesign) => PageDesign) => void;
}

/** The colours of a shape. */
export function Paint({ element, onEdit }: PaintParts) {
  const { t } = useTranslation();
  const { id, fill, stroke, strokeWidth = HAIRLINE } = element;
  const paint = (next: { fill?: string | undefined; stroke?: string | undefined; strokeWidth?: number }) => {
    const { fill: inside, stroke: outline, strokeWidth: width } = { fill, stroke, strokeWidth, ...next };
    const told = {
      ...(inside !== undefined && { fill: inside }),
      ...(outline !== undefined && { stroke: outline, strokeWidth: width }),
    };
    onEdit((before) => setPaint(before, id, told));
  };
  return (
    <fieldset className="style-editor" aria-label={t('designer.paint')}>
      <div className="button-row">
        {element.shape !== 'line' && (
          <ToggleButton
            className="button small"
            isSelected={fill !== undefined}
            onChange={(on) => paint({ fill: on ? INK : undefined })}
          >
            {t('designer.fill')}
          </ToggleButton>
        )}
        <ToggleButton
          className="button small"
          isSelected={stroke !== undefined}
          onChange={(on) => paint({ stroke: on ? INK : undefined })}
        >
          {t('designer.stroke')}
        </ToggleButton>
      </div>
      {fill !== undefined && (
        <ColourField
          label={t('designer.fillColour')}
          value={fill}
          onChange={(colour) => paint({ fill: colour })}
        />
      )}
      {stroke !== undefined && (
        <div className="measures">
          <ColourField
            label={t('designer.strokeColour')}
            value={stroke}
            onChange={(colour) => paint({ stroke: colour })}
          />
          <NumberField
            className="field"
            value={strokeWidth}
            step={0.1}
            minValue={0.1}
            maxValue={20}
            formatOptions={{ maximumFractionDigits: 2 }}
            onChange={(width) => !Number.isNaN(width) && paint({ strokeWidth: width })}
          >
            <Label className="label">{t('designer.strokeWidth')}</Label>
            <Input />
          </NumberField>
        </div>
      )}
    </fieldset>
  );
}
