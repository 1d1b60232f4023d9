import { useCallback, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { IssuerReport, SealerReport } from '../../shared/desk/trust.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Choosable } from '../../shared/shell.ts';
import { ask, useAnswer } from '../desk.ts';
import { ProblemList } from '../ui/problem-list.tsx';
import { Screen } from '../ui/screen.tsx';
import { EditIssuer } from './edit-issuer.tsx';
import { FirstUse } from './first-use.tsx';
import { IssuerCard } from './issuer-card.tsx';
import { TrustedLists } from './trusted-lists.tsx';
import { AddCertificate, ExportRegister, ListQuestion } from './ways-in.tsx';
import './issuers.css';

/** What the clerk is in the middle of. */
type Doing =
  | { readonly what: 'first-use'; readonly file: string; readonly sealer: SealerReport }
  | { readonly what: 'certificate'; readonly file: string }
  | { readonly what: 'import'; readonly file: string; readonly sealer: SealerReport }
  | { readonly what: 'export' }
  | { readonly what: 'edit'; readonly issuer: IssuerReport };

const list = () => ask('trust.list', {});

/** The register of trusted issuers: who is in it, and every way to get in. */
export function IssuersScreen() {
  const { t } = useTranslation();
  const [register, again] = useAnswer(useCallback(list, []));
  const [doing, setDoing] = useState<Doing>();
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [said, setSaid] = useState('');

  const finish = (words = '') => {
    setDoing(undefined);
    setProblems([]);
    setSaid(words);
    again();
  };
  const chosen = async (kind: Choosable, go: (file: string) => Promise<void>) => {
    finish();
    const [file] = await window.shell.choose(kind);
    if (file) await go(file);
  };
  const firstUse = async (file: string) => {
    const reply = await ask('trust.ask', { file });
    if (reply.ok) setDoing({ what: 'first-use', file, sealer: reply.value });
    else setProblems(reply.problems);
  };
  const take = async (file: string) => {
    const reply = await ask('trust.import', { file });
    if (reply.ok) {
      finish(t('issuers.done', { number: reply.value.issuers.length }));
      setProblems(reply.value.problems);
      return;
    }
    const unknown = reply.problems[0].code === 'trust.sealer-unknown';
    const sealer = unknown ? await ask('trust.ask', { file }) : undefined;
    if (sealer?.ok) setDoing({ what: 'import', file, sealer: sealer.value });
    else setProblems(reply.problems);
  };
  const remove = async (issuer: string) => {
    const reply = await ask('trust.remove', { issuer });
    if (reply.ok) finish();
    else setProblems(reply.problems);
  };
  const shown = register?.state === 'here' ? register.value : undefined;
  return (
    <Screen title={t('rail.issuers')}>
      <div className="issuers-body">
        <p className="hint">{t('issuers.text')}</p>
        <div className="actions">
          <Button className="button" onPress={() => chosen('document', firstUse)}>
            {t('issuers.first')}
          </Button>
          <Button
            className="button"
            onPress={() => chosen('certificate', async (file) => setDoing({ what: 'certificate', file }))}
          >
            {t('issuers.add')}
          </Button>
          <Button className="button" onPress={() => chosen('list', take)}>
            {t('issuers.import')}
          </Button>
          <Button
            className="button"
            isDisabled={!shown?.version}
            onPress={() => setDoing({ what: 'export' })}
          >
            {t('issuers.export')}
          </Button>
        </div>
        <ProblemList problems={problems} />
        <p role="status">{said}</p>
        {doing?.what === 'first-use' && (
          <FirstUse {...doing} onTrusted={() => finish()} onCancel={() => finish()} />
        )}
        {doing?.what === 'import' && (
          <ListQuestion
            {...doing}
            onTaken={(number) => finish(t('issuers.done', { number }))}
            onCancel={() => finish()}
          />
        )}
        {doing?.what === 'certificate' && (
          <AddCertificate file={doing.file} onDone={() => finish()} onCancel={() => finish()} />
        )}
        {doing?.what === 'export' && (
          <ExportRegister
            onDone={(path) => finish(t('issuers.exported', { path }))}
            onCancel={() => finish()}
          />
        )}
        <TrustedLists />
        {register?.state === 'refused' && <ProblemList problems={register.problems} />}
        {shown?.issuers.length === 0 && <p className="empty">{t('issuers.none')}</p>}
        {shown && shown.issuers.length > 0 && (
          <>
            <p className="hint">{t('issuers.version', { number: shown.version })}</p>
            <ul className="issuers" aria-label={t('rail.issuers')}>
              {shown.issuers.map((issuer) => (
                <li key={issuer.id}>
                  {doing?.what === 'edit' && doing.issuer.id === issuer.id ? (
                    <EditIssuer {...doing} onDone={() => finish()} onCancel={() => finish()} />
                  ) : (
                    <IssuerCard
                      issuer={issuer}
                      onEdit={() => setDoing({ what: 'edit', issuer })}
                      onRemove={() => remove(issuer.id)}
                    />
                  )}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>{' '}
    </Screen>
  );
}
