import { useId } from 'react';

interface ColourFieldParts {
  readonly label: string;
  /** `#rrggbb`. */
  readonly value: string;
  readonly onChange: (colour: string) => void;
}

/** The system's own picker. */
export function ColourField({ label, value, onChange }: ColourFieldParts) {
  const id = useId();
  return (
    <div className="field colour-field">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <input id={id} type="color" value={value} onChange={({ target }) => onChange(target.value)} />
    </div>
  );
}
