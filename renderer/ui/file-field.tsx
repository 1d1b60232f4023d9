import { useId } from 'react';
import { Button, DropZone } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Choosable } from '../../shared/shell.ts';
import { pathsDropped } from './dropped.ts';
import { Icon, type IconName } from './icon.tsx';
import { nameOf } from './name-of.ts';

interface FileFieldParts {
  readonly label: string;
  readonly icon?: IconName;
  readonly kind: Choosable;
  readonly value: string | undefined;
  readonly hint?: string;
  /** What the chosen thing is called; the last part of its path when untold. */
  readonly name?: (path: string) => string;
  readonly onChange: (path: string) => void;
}

/** A file or folder, chosen in the system's dialog or dropped here. */
export function FileField({
  label,
  icon = 'file',
  kind,
  value,
  hint,
  name = nameOf,
  onChange,
}: FileFieldParts) {
  const { t } = useTranslation();
  const labelled = useId();
  const choose = async () => {
    const [path] = await window.shell.choose(kind);
    if (path) onChange(path);
  };
  return (
    <DropZone
      className="file-field"
      aria-labelledby={labelled}
      onDrop={async ({ items }) => {
        const [path] = await pathsDropped(items);
        if (path) onChange(path);
      }}
    >
      <Icon name={icon} />
      <div className="file-field-text">
        <span id={labelled} className="label">
          {label}
        </span>
        {value ? (
          <span className="file-name" title={value}>
            {name(value)}
          </span>
        ) : (
          <span className="hint">{hint ?? t('file.none')}</span>
        )}
      </div>
      <Button className="button" onPress={choose} aria-label={`${t('file.choose')} ${label}`}>
        {t('file.choose')}
      </Button>
    </DropZone>
  );
}
