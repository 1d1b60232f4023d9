import { useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { SealReport } from '../../shared/desk/seal.ts';
import type { Problem } from '../../shared/problem.ts';
import { ask } from '../desk.ts';
import { ExtensionQueue } from '../extension/extension-queue.tsx';
import { useSettings } from '../settings/settings.tsx';
import { ProblemList } from '../ui/problem-list.tsx';
import { Screen } from '../ui/screen.tsx';
import { SealField } from './seal-field.tsx';
import { SealPassword, takePassword } from './seal-password.tsx';
import { SealReportCard } from './seal-report.tsx';
import './seals.css';

type Inspected = { readonly report: SealReport } | { readonly problems: readonly Problem[] };

/** Whether an e-seal may seal a credential today, and what it may be called. */
export function SealsScreen() {
  const { t } = useTranslation();
  const { settings, keep } = useSettings();
  const { seal, sealKey } = settings;
  const password = useRef<HTMLInputElement>(null);
  const [inspected, setInspected] = useState<Inspected>();
  const [busy, setBusy] = useState(false);

  const inspect = async () => {
    if (!seal) return;
    setBusy(true);
    const reply = await ask('seal.inspect', {
      ...{ seal, password: takePassword(password) },
      ...(sealKey && { sealKey }),
    });
    setBusy(false);
    setInspected(reply.ok ? { report: reply.value } : { problems: reply.problems });
  };
  return (
    <Screen title={t('rail.seals')}>
      <form
        className="seal-form"
        onSubmit={(event) => {
          event.preventDefault();
          void inspect();
        }}
      >
        <SealField
          value={seal}
          sealKey={sealKey}
          onChange={(path, key) => {
            keep({ seal: path, sealKey: key });
            setInspected(undefined);
          }}
        />
        <SealPassword input={password} seal={seal} />
        <Button className="button primary" type="submit" isDisabled={!seal || busy}>
          {t('seals.inspect')}
        </Button>
      </form>
      {inspected === undefined && <p className="hint">{t('seals.text')}</p>}
      {inspected && 'problems' in inspected && <ProblemList problems={inspected.problems} />}
      {inspected && 'report' in inspected && <SealReportCard report={inspected.report} />}
      <ExtensionQueue />
    </Screen>
  );
}
