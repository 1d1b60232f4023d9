import { useCallback, useRef, useState } from 'react';
import { Button, Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { JobReport } from '../../shared/desk/batch.ts';
import type { Problem } from '../../shared/problem.ts';
import { ask, useAnswer } from '../desk.ts';
import { PinField } from '../office/pin-field.tsx';
import { sealName } from '../seals/seal-name.ts';
import { takePassword } from '../seals/seal-password.tsx';
import { Choice } from '../ui/choice.tsx';
import { nameOf } from '../ui/name-of.ts';
import { ProblemList } from '../ui/problem-list.tsx';

interface DecideParts {
  readonly register: string;
  readonly job: JobReport;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** A second person says yes or no with their own PIN; whoever is signed in stays so. */
export function Decide({ register, job, onDone, onCancel }: DecideParts) {
  const { t } = useTranslation();
  const [office] = useAnswer(useCallback(() => ask('office.show', { register }), [register]));
  const [chosen, choose] = useState<string>();
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const pin = useRef<HTMLInputElement>(null);
  if (office?.state !== 'here') return null;
  const { officers, signedIn } = office.value;
  const approvers = officers.filter(({ roles }) => roles.includes('approver'));
  const officer = chosen ?? (approvers.find(({ id }) => id !== signedIn?.id) ?? approvers[0])?.id ?? '';
  const decide = async (approve: boolean) => {
    const order = { register, batch: job.batch, officer, pin: takePassword(pin), approve };
    const reply = await ask('batch.decide', order);
    if (reply.ok) onDone();
    else setProblems(reply.problems);
  };
  return (
    <Form
      className="decide"
      onSubmit={(event) => {
        event.preventDefault();
        void decide(true);
      }}
    >
      <dl>
        <div>
          <dt>{t('issue.template')}</dt>
          <dd>{nameOf(job.template)}</dd>
        </div>
        <div>
          <dt>{t('issue.roster')}</dt>
          <dd>
            {nameOf(job.roster)} · {t('batches.left', { count: job.rows.planned })}
          </dd>
        </div>
        <div>
          <dt>{t('issue.seal')}</dt>
          <dd>{sealName(job.seal)}</dd>
        </div>
      </dl>
      <div className="decide-fields">
        <div className="field">
          <span className="label">{t('office.role.approver')}</span>
          <Choice
            label={t('office.role.approver')}
            value={officer}
            options={approvers.map(({ id, name }) => ({ key: id, text: name }))}
            onChange={choose}
          />
        </div>
        <PinField input={pin} />
      </div>
      <ProblemList problems={problems} />
      <div className="actions">
        <Button className="button" onPress={onCancel}>
          {t('issue.cancel')}
        </Button>
        <Button className="button" onPress={() => void decide(false)}>
          {t('batches.decline')}
        </Button>
        <Button className="button primary" type="submit">
          {t('batches.approve')}
        </Button>
      </div>
    </Form>
  );
}
