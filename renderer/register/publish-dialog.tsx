import { useRef, useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/problem.ts';
import { ask } from '../desk.ts';
import { SealField } from '../seals/seal-field.tsx';
import { SealPassword, takePassword } from '../seals/seal-password.tsx';
import { useSettings } from '../settings/settings.tsx';
import { FileField } from '../ui/file-field.tsx';
import { nameOf } from '../ui/name-of.ts';
import { RegisterDialog } from './register-dialog.tsx';

const USUAL_DAYS = '30';

/** Seals the status lists of a register into a folder, for so many days. */
export function PublishDialog({
  register,
  onClose,
}: {
  readonly register: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const { settings, keep } = useSettings();
  const { seal, sealKey } = settings;
  const password = useRef<HTMLInputElement>(null);
  const [out, setOut] = useState<string>();
  const [days, setDays] = useState(USUAL_DAYS);
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [told, setTold] = useState('');
  const fit = /^[1-9]\d{0,3}$/.test(days);
  const publish = async () => {
    if (!seal || !out) return;
    setBusy(true);
    const order = { register, out, days: Number(days), seal, ...(sealKey && { sealKey }) };
    const reply = await ask('status.publish', { ...order, password: takePassword(password) });
    setBusy(false);
    setProblems(reply.ok ? [] : reply.problems);
    setTold(reply.ok ? t('roster.written', { name: reply.value.files.map(nameOf).join(', ') }) : '');
  };
  return (
    <RegisterDialog
      title={t('register.publish')}
      problems={problems}
      told={told}
      does={{ text: t('register.publish'), off: busy || !seal || !out || !fit, run: publish }}
      onClose={onClose}
    >
      <p className="hint">{t('register.publish.text')}</p>
      <FileField label={t('issue.out')} icon="folder" kind="folder" value={out} onChange={setOut} />
      <TextField className="field" value={days} onChange={setDays} isInvalid={!fit}>
        <Label className="label">{t('register.publish.days')}</Label>
        <Input inputMode="numeric" />
      </TextField>
      <SealField
        value={seal}
        sealKey={sealKey}
        onChange={(path, key) => keep({ seal: path, sealKey: key })}
      />
      <SealPassword input={password} seal={seal} />
    </RegisterDialog>
  );
}
