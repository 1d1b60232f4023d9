import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { moved, withEntry } from '../contents/edit.ts';

interface RowsParts<T> {
  readonly rows: readonly T[];
  /** Of a row at its place, from 0. */
  readonly nameOf: (row: T, index: number) => string;
  readonly onChange: (rows: readonly T[]) => void;
  readonly children: (row: T, set: (next: T) => void) => ReactNode;
}

/** Entries one below the other, each with what can be changed in it, and ways to move it and take it out. */
export function RowsEditor<T>({ rows, nameOf, onChange, children }: RowsParts<T>) {
  const { t } = useTranslation();
  return rows.map((row, index) => {
    const name = nameOf(row, index);
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: an entry has no name but its place.
      <details key={index} className="row-editor">
        <summary>{name}</summary>
        {children(row, (next) => onChange(withEntry(rows, index, next)))}
        <div className="button-row">
          {([-1, 1] as const).map((by) => (
            <Button
              key={by}
              className="button small"
              aria-label={`${t(by < 0 ? 'designer.earlier' : 'designer.later')}: ${name}`}
              isDisabled={rows[index + by] === undefined}
              onPress={() => onChange(moved(rows, index, by))}
            >
              {by < 0 ? '↑' : '↓'}
            </Button>
          ))}
          <Button
            className="button small"
            aria-label={t('contents.remove.named', { name })}
            onPress={() => onChange(withEntry(rows, index, undefined))}
          >
            {t('contents.remove')}
          </Button>
        </div>
      </details>
    );
  });
}
