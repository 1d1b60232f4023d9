import { Button } from 'react-aria-components';
import type { Choosable } from '../../shared/shell.ts';
import { Icon } from './icon.tsx';
import { nameOf } from './name-of.ts';

interface ChipsParts {
  readonly label: string;
  readonly kind: Choosable;
  /** Paths. */
  readonly files: readonly string[];
  /** On the button that takes more. */
  readonly more: string;
  /** Says for a screen reader what taking a file away does. */
  readonly removeOf: (name: string) => string;
  readonly onChange: (files: readonly string[]) => void;
}

/** Files by name, each to be taken away again, and a button for more. */
export function FileChips({ label, kind, files, more, removeOf, onChange }: ChipsParts) {
  const add = async () => {
    const chosen = await window.shell.choose(kind);
    if (chosen.length > 0) onChange([...new Set([...files, ...chosen])]);
  };
  return (
    <div className="trusted">
      <ul aria-label={label}>
        {files.map((path) => (
          <li key={path} className="chip" title={path}>
            {nameOf(path)}
            <Button
              className="chip-remove"
              aria-label={removeOf(nameOf(path))}
              onPress={() => onChange(files.filter((other) => other !== path))}
            >
              <Icon name="cross" />
            </Button>
          </li>
        ))}
      </ul>
      <Button className="button" onPress={add}>
        <Icon name="plus" />
        {more}
      </Button>
    </div>
  );
}
