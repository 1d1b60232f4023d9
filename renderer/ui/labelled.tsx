import type { ReactNode } from 'react';
import { Checkbox } from 'react-aria-components';

interface LabelledParts {
  readonly label: string;
  readonly children: ReactNode;
}

/** A control that says its own name to a screen reader, with the same words above it. */
export function Labelled({ label, children }: LabelledParts) {
  return (
    <div className="field">
      <span className="label">{label}</span>
      {children}
    </div>
  );
}

interface TickParts {
  readonly text: string;
  readonly chosen: boolean;
  readonly onChange: (chosen: boolean) => void;
}

export function Tick({ text, chosen, onChange }: TickParts) {
  return (
    <Checkbox className="tick" isSelected={chosen} onChange={onChange}>
      <span className="box" aria-hidden="true" />
      <span>{text}</span>
    </Checkbox>
  );
}
