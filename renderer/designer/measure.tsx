import { Input, Label, NumberField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Box } from '../../shared/template/design.ts';

interface MeasureParts {
  readonly label: string;
  readonly value: number;
  readonly step?: number;
  readonly least?: number;
  readonly most?: number;
  readonly onChange: (value: number) => void;
}

/** One number; a field emptied while typing changes nothing. */
export function Measure({ label, value, step = 0.1, least = 0, most, onChange }: MeasureParts) {
  return (
    <NumberField
      className="field"
      value={value}
      step={step}
      minValue={least}
      {...(most !== undefined && { maxValue: most })}
      formatOptions={{ maximumFractionDigits: 2 }}
      onChange={(next) => !Number.isNaN(next) && onChange(next)}
    >
      <Label className="label">{label}</Label>
      <Input />
    </NumberField>
  );
}

const SIDES = ['x', 'y', 'width', 'height'] as const;

/** Where something lies, in millimetres. */
export function BoxMeasures({ box, onChange }: { readonly box: Box; readonly onChange: (box: Box) => void }) {
  const { t } = useTranslation();
  return (
    <div className="measures">
      {SIDES.map((side) => (
        <Measure
          key={side}
          label={t(`designer.${side}`)}
          value={box[side]}
          onChange={(value) => onChange({ ...box, [side]: value })}
        />
      ))}
    </div>
  );
}
