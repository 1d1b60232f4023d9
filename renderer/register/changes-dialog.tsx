import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ManyChanged } from '../../shared/desk/register.ts';
import type { Problem } from '../../shared/problem.ts';
import { ask } from '../desk.ts';
import { FileField } from '../ui/file-field.tsx';
import { RegisterDialog } from './register-dialog.tsx';

interface DialogParts {
  readonly register: string;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** Revokes, suspends and reinstates by a file: first what would be, then what can be. */
export function ChangesDialog({ register, onClose, onChanged }: DialogParts) {
  const { t } = useTranslation();
  const [file, setFile] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [checked, setChecked] = useState<ManyChanged>();
  const [entered, setEntered] = useState(false);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const run = async () => {
    if (!file) return;
    setBusy(true);
    const dryRun = checked === undefined;
    const reply = await ask('register.change-many', { register, file, dryRun });
    setBusy(false);
    setProblems(reply.ok ? reply.value.refused : reply.problems);
    if (!reply.ok) return;
    setChecked(reply.value);
    if (dryRun) return;
    setEntered(true);
    onChanged();
  };
  const count = checked && t('print.number', { number: checked.changed });
  const nothing = checked !== undefined && checked.changed === 0;
  return (
    <RegisterDialog
      title={t('register.many')}
      problems={problems}
      told={entered ? `${count ?? ''} ✓` : (count ?? '')}
      {...(!entered && {
        does: {
          text: t(checked ? 'register.many' : 'issue.check'),
          off: busy || !file || nothing,
          run,
        },
      })}
      onClose={onClose}
    >
      <p className="hint">{t('register.many.text')}</p>
      <FileField
        label="CSV"
        kind="roster"
        value={file}
        onChange={(path) => {
          setFile(path);
          setChecked(undefined);
          setEntered(false);
          setProblems([]);
        }}
      />
    </RegisterDialog>
  );
}
