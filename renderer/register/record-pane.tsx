import { useCallback, useState } from 'react';
import { Button, Label, TextArea, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import {
  type CredentialStatus,
  type RegisterRecord,
  STATUS_REASONS,
  type StatusChange,
  type StatusReason,
} from '../../shared/desk/register.ts';
import type { Problem } from '../../shared/problem.ts';
import { ask, useAnswer } from '../desk.ts';
import { localeOf } from '../locale.ts';
import { useGo } from '../place.ts';
import { PrintDialog } from '../printing/print-dialog.tsx';
import { useSettings } from '../settings/settings.tsx';
import { Choice } from '../ui/choice.tsx';
import { Icon } from '../ui/icon.tsx';
import { ProblemList } from '../ui/problem-list.tsx';
import { EraseForm, PersonExport } from './person-forms.tsx';
import { StatusMark } from './status-mark.tsx';

interface PaneParts {
  readonly register: string;
  readonly credential: string;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** What may be done to a credential as it stands. */
const CHANGES: Readonly<Record<CredentialStatus, readonly StatusChange['kind'][]>> = {
  valid: ['suspended', 'revoked'],
  suspended: ['reinstated', 'revoked'],
  revoked: [],
  superseded: [],
};

/** One credential: whose, what, where its files lie, and everything that happened to it. */
export function RecordPane({ register, credential, onClose, onChanged }: PaneParts) {
  const { t } = useTranslation();
  const question = useCallback(() => ask('register.show', { register, credential }), [register, credential]);
  const [record, again] = useAnswer(question);
  return (
    <aside className="record-pane" aria-label={t('register.record')}>
      <Button className="button quiet close" aria-label={t('register.close')} onPress={onClose}>
        <Icon name="cross" />
      </Button>
      {record?.state === 'refused' && <ProblemList problems={record.problems} />}
      {record?.state === 'here' && (
        <Told
          record={record.value}
          register={register}
          onPrinted={again}
          onChanged={() => {
            again();
            onChanged();
          }}
        />
      )}
    </aside>
  );
}

interface ToldParts {
  readonly record: RegisterRecord;
  readonly register: string;
  readonly onChanged: () => void;
  readonly onPrinted: () => void;
}

function Told({ record, register, onChanged, onPrinted }: ToldParts) {
  const { t, i18n } = useTranslation();
  const moment = new Intl.DateTimeFormat(localeOf(i18n.language), {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  const [kind, setKind] = useState<StatusChange['kind']>();
  const [erasing, setErasing] = useState(false);
  const go = useGo();
  const { settings } = useSettings();
  const [printing, setPrinting] = useState(false);
  const forgotten = record.name === '';
  const reissue = () => {
    const { template, seal, sealKey, out } = settings;
    const kept = { ...(template && { template }), ...(seal && { seal, sealKey }), ...(out && { out }) };
    go({ screen: 'issue', project: { ...kept, replaces: { register, serial: record.serial } } });
  };
  return (
    <>
      <h2>{record.name || t('register.forgotten')}</h2>
      <p>{record.title}</p>
      <p className="record-line">
        <code>{record.serial}</code> <StatusMark status={record.status} />
      </p>
      <h3>{t('register.history')}</h3>
      <ol className="history">
        <li>
          <strong>{t('register.event.issued')}</strong>
          <span className="hint">{moment.format(new Date(record.issuedAt))}</span>
        </li>
        {record.history.map((event) => (
          <li key={event.number}>
            <strong>{t(`register.event.${event.kind}`)}</strong>
            <span className="hint">
              {moment.format(new Date(event.at))} · {t(`register.reason.${event.reason}`)}
            </span>
            {event.ground && <span>{event.ground}</span>}
          </li>
        ))}
      </ol>
      {record.prints.length > 0 && (
        <ul className="history" aria-label={t('print.title')}>
          {record.prints.map(({ number, way, copy, at }) => (
            <li key={number}>
              <strong>{t(`print.event.${way}`, { copy })}</strong>
              <span className="hint">{moment.format(new Date(at))}</span>
            </li>
          ))}
        </ul>
      )}
      {erasing ? (
        <EraseForm
          register={register}
          record={record}
          onChanged={onChanged}
          onCancel={() => setErasing(false)}
        />
      ) : kind ? (
        <ChangeForm
          kind={kind}
          register={register}
          record={record}
          onDone={() => {
            setKind(undefined);
            onChanged();
          }}
          onCancel={() => setKind(undefined)}
        />
      ) : (
        <div className="button-row">
          {record.status === 'valid' && record.files.some(({ format }) => format === 'pdf') && (
            <Button className="button" onPress={() => setPrinting(true)}>
              {t('print.open')}
            </Button>
          )}
          {CHANGES[record.status].map((each) => (
            <Button key={each} className="button" onPress={() => setKind(each)}>
              {t(`register.change.${each}`)}
            </Button>
          ))}
          {CHANGES[record.status].length > 0 && !forgotten && (
            <Button className="button reissue" onPress={reissue}>
              {t('register.reissue')}
            </Button>
          )}
          {!forgotten && (
            <Button className="button erase" onPress={() => setErasing(true)}>
              {t('register.erase')}
            </Button>
          )}
        </div>
      )}
      {!forgotten && !erasing && !kind && (
        <PersonExport register={register} record={record} onChanged={onPrinted} />
      )}
      {printing && (
        <PrintDialog
          what={{ register, credentials: [record.id], number: 1 }}
          onClose={() => setPrinting(false)}
          onPrinted={onPrinted}
        />
      )}
    </>
  );
}

interface FormParts {
  readonly kind: StatusChange['kind'];
  readonly register: string;
  readonly record: RegisterRecord;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** A change is final or public, so it asks for its reason before it is entered. */
function ChangeForm({ kind, register, record, onDone, onCancel }: FormParts) {
  const { t } = useTranslation();
  const [reason, setReason] = useState<StatusReason>('error');
  const [ground, setGround] = useState('');
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const enter = async () => {
    const reply = await ask('register.change', { register, kind, credentials: [record.id], reason, ground });
    if (reply.ok) onDone();
    else setProblems(reply.problems);
  };
  return (
    <form
      className="change-form"
      onSubmit={(event) => {
        event.preventDefault();
        void enter();
      }}
    >
      <h3>{t(`register.change.${kind}`)}</h3>
      <p className="hint">{t(`register.change.${kind}.text`)}</p>
      <Choice
        label={t('register.reason')}
        value={reason}
        options={STATUS_REASONS.map((key) => ({ key, text: t(`register.reason.${key}`) }))}
        onChange={setReason}
      />
      <TextField className="field" value={ground} onChange={setGround}>
        <Label className="label">{t('register.ground')}</Label>
        <TextArea rows={3} />
      </TextField>
      <p className="hint">{t('register.ground.hint')}</p>
      <ProblemList problems={problems} />
      <div className="actions">
        <Button className="button" onPress={onCancel}>
          {t('issue.cancel')}
        </Button>
        <Button className="button primary" type="submit">
          {t(`register.change.${kind}`)}
        </Button>
      </div>
    </form>
  );
}
