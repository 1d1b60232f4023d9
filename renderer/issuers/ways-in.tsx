import { useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { SealerReport } from '../../shared/desk/trust.ts';
import type { Problem } from '../../shared/problem.ts';
import type { IssuerKind } from '../../shared/trust/issuers/issuer.ts';
import { ask } from '../desk.ts';
import { SealField } from '../seals/seal-field.tsx';
import { SealPassword, takePassword } from '../seals/seal-password.tsx';
import { useSettings } from '../settings/settings.tsx';
import { FileField } from '../ui/file-field.tsx';
import { nameOf } from '../ui/name-of.ts';
import { ProblemList } from '../ui/problem-list.tsx';
import { awardsOf, IssuerChoices, inPairs } from './first-use.tsx';
import { compared, Stranger } from './stranger.tsx';

/** How long a list for other desks is to be believed. */
const DAYS = 180;

interface ListQuestionParts {
  readonly file: string;
  readonly sealer: SealerReport;
  readonly onTaken: (issuers: number) => void;
  readonly onCancel: () => void;
}

/** A list of somebody whose lists were never taken in: the same question as of any sealer met for the first time. */
export function ListQuestion({ file, sealer, onTaken, onCancel }: ListQuestionParts) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const take = async () => {
    const reply = await ask('trust.import', { file, accept: typed });
    if (reply.ok) onTaken(reply.value.issuers.length);
    else setProblems(reply.problems);
  };
  return (
    <Stranger
      sealer={sealer}
      typed={typed}
      onType={setTyped}
      about={
        <p>
          <code>{inPairs(sealer.fingerprint)}</code>
        </p>
      }
    >
      <ProblemList problems={problems} />
      <div className="actions">
        <Button className="button primary" isDisabled={compared(typed) !== sealer.fingerprint} onPress={take}>
          {t('issuers.import')}
        </Button>
        <Button className="button" onPress={onCancel}>
          {t('issuers.cancel')}
        </Button>
      </div>
    </Stranger>
  );
}

interface AddCertificateParts {
  readonly file: string;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** A certificate that the issuer has handed over itself. */
export function AddCertificate({ file, onDone, onCancel }: AddCertificateParts) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<IssuerKind>('institution');
  const [awards, setAwards] = useState<Parameters<typeof awardsOf>[0]>('untold');
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const add = async () => {
    const reply = await ask('trust.add', { certificates: [file], kind, ...awardsOf(awards) });
    if (reply.ok) onDone();
    else setProblems(reply.problems);
  };
  return (
    <section className="first-use" aria-label={nameOf(file)}>
      <h2>{nameOf(file)}</h2>
      <IssuerChoices {...{ kind, awards, onKind: setKind, onAwards: setAwards }} />
      <ProblemList problems={problems} />
      <div className="actions">
        <Button className="button primary" onPress={add}>
          {t('issuers.trust')}
        </Button>
        <Button className="button" onPress={onCancel}>
          {t('issuers.cancel')}
        </Button>
      </div>
    </section>
  );
}

interface ExportParts {
  readonly onDone: (path: string) => void;
  readonly onCancel: () => void;
}

/** Sealed for other desks, in both forms, into a folder. */
export function ExportRegister({ onDone, onCancel }: ExportParts) {
  const { t } = useTranslation();
  const { settings, keep } = useSettings();
  const { seal, sealKey } = settings;
  const password = useRef<HTMLInputElement>(null);
  const [folder, setFolder] = useState<string>();
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const write = async () => {
    if (!seal || !folder) return;
    const typed = takePassword(password);
    for (const form of ['xml', 'json']) {
      const out = `${folder}/trusted-issuers.${form}`;
      const order = { out, days: DAYS, seal, password: typed, ...(sealKey && { sealKey }) };
      const reply = await ask('trust.export', order);
      if (!reply.ok) return setProblems(reply.problems);
    }
    onDone(folder);
  };
  return (
    <form
      className="first-use"
      onSubmit={(event) => {
        event.preventDefault();
        void write();
      }}
    >
      <SealField
        value={seal}
        sealKey={sealKey}
        onChange={(path, key) => keep({ seal: path, sealKey: key })}
      />
      <FileField label={t('issue.out')} icon="folder" kind="folder" value={folder} onChange={setFolder} />
      <SealPassword input={password} seal={seal} />
      <ProblemList problems={problems} />
      <div className="actions">
        <Button className="button primary" type="submit" isDisabled={!seal || !folder}>
          {t('issuers.export')}
        </Button>
        <Button className="button" onPress={onCancel}>
          {t('issuers.cancel')}
        </Button>
      </div>
    </form>
  );
}
