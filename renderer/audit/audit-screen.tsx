import { useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { AuditReport } from '../../shared/desk/register.ts';
import type { Reply } from '../../shared/desk/reply.ts';
import type { Problem } from '../../shared/problem.ts';
import { ask } from '../desk.ts';
import { useGo } from '../place.ts';
import { SealField } from '../seals/seal-field.tsx';
import { SealPassword, takePassword } from '../seals/seal-password.tsx';
import { useSettings } from '../settings/settings.tsx';
import { nameOf } from '../ui/name-of.ts';
import { ProblemList } from '../ui/problem-list.tsx';
import { Screen } from '../ui/screen.tsx';
import { AuditReportView } from './audit-report.tsx';
import './audit.css';

/** Whether the register is as it was written: checked, sealed so that it stays provable, and told to others. */
export function AuditScreen({ register }: { readonly register: string }) {
  const { t } = useTranslation();
  const go = useGo();
  const { settings, keep } = useSettings();
  const { seal, trust = [] } = settings;
  const password = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [report, setReport] = useState<AuditReport>();
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [exported, setExported] = useState('');

  const during = async <T,>(work: () => Promise<Reply<T>>): Promise<T | undefined> => {
    setBusy(true);
    const reply = await work();
    setBusy(false);
    setProblems(reply.ok ? [] : reply.problems);
    return reply.ok ? reply.value : undefined;
  };
  const check = async () => setReport(await during(() => ask('audit.verify', { register, trust })));
  const sealIt = async () => {
    if (!seal) return;
    const order = { register, seal, password: takePassword(password) };
    const sealed = await during(() => ask('audit.seal', order));
    if (sealed) setReport(sealed);
  };
  const write = async () => {
    const moment = new Date().toISOString().slice(0, 19).replace(/\D/g, '');
    const out = `${register.replace(/\.[^./\\]+$/, '')}.audit-${moment}.jsonl`;
    const done = await during(() => ask('audit.export', { register, out }));
    if (done === undefined) return;
    setExported(out);
    await window.shell.reveal(out);
  };
  return (
    <Screen
      title={t('audit.title')}
      actions={
        <Button className="button" onPress={() => go({ screen: 'register' })}>
          {t('rail.register')}
        </Button>
      }
    >
      <div className="audit">
        <section>
          <p className="hint">{t('audit.text')}</p>
          <Button className="button primary" isDisabled={busy} onPress={() => void check()}>
            {t('audit.check')}
          </Button>
          {report && <AuditReportView report={report} />}
          <ProblemList problems={problems} />
        </section>
        <section>
          <h2>{t('audit.seal')}</h2>
          <p className="hint">{t('audit.seal.text')}</p>
          <form
            className="seal-form"
            onSubmit={(event) => {
              event.preventDefault();
              void sealIt();
            }}
          >
            <SealField value={seal} onChange={(path) => keep({ seal: path })} />
            <SealPassword input={password} seal={seal} />
            <Button className="button" type="submit" isDisabled={!seal || busy}>
              {t('audit.seal')}
            </Button>
          </form>
        </section>
        <section>
          <h2>{t('audit.export')}</h2>
          <p className="hint">{t('audit.export.text')}</p>
          <Button className="button" isDisabled={busy} onPress={() => void write()}>
            {t('audit.export')}
          </Button>
          <p role="status" className="hint">
            {exported && t('roster.written', { name: nameOf(exported) })}
          </p>
        </section>
      </div>
    </Screen>
  );
}
