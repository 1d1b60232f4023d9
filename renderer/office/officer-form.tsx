import { useRef, useState } from 'react';
import { Button, Checkbox, CheckboxGroup, Form, Input, Label, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { type Officer, ROLES, type Role } from '../../shared/desk/office.ts';
import type { Problem } from '../../shared/problem.ts';
import { ask } from '../desk.ts';
import { takePassword } from '../seals/seal-password.tsx';
import { ProblemList } from '../ui/problem-list.tsx';
import { PinField } from './pin-field.tsx';

interface FormParts {
  readonly register: string;
  /** Whose roles or PIN are changed; somebody new when there is none. */
  readonly officer: Officer | undefined;
  /** The first appoints themselves, and is an approver. */
  readonly first: boolean;
  readonly onDone: (officer: Officer) => void;
  readonly onCancel: () => void;
}

export function OfficerForm({ register, officer, first, onDone, onCancel }: FormParts) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [roles, setRoles] = useState<readonly Role[]>(officer?.roles ?? (first ? ['approver'] : ['issuer']));
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const pin = useRef<HTMLInputElement>(null);
  const enter = async () => {
    const typed = takePassword(pin);
    const reply = officer
      ? await ask('office.change', { register, officer: officer.id, roles, ...(typed && { pin: typed }) })
      : await ask('office.appoint', { register, name, roles, pin: typed });
    if (reply.ok) onDone(reply.value);
    else setProblems(reply.problems);
  };
  return (
    <Form
      className="officer-form"
      onSubmit={(event) => {
        event.preventDefault();
        void enter();
      }}
    >
      <h2>{officer ? officer.name : t('office.appoint')}</h2>
      {first && <p className="hint">{t('office.first')}</p>}
      {!officer && (
        <TextField className="field" value={name} maxLength={200} isRequired onChange={setName}>
          <Label className="label">{t('office.name')}</Label>
          <Input />
        </TextField>
      )}
      <CheckboxGroup
        className="roles"
        value={[...roles]}
        onChange={(chosen) => setRoles(ROLES.filter((role) => chosen.includes(role)))}
      >
        <Label className="label">{t('office.roles')}</Label>
        {ROLES.map((role) => (
          <Checkbox key={role} value={role} className="tick">
            <span className="box" aria-hidden="true" />
            <span>
              <strong>{t(`office.role.${role}`)}</strong>
              <span className="hint">{t(`office.role.${role}.text`)}</span>
            </span>
          </Checkbox>
        ))}
      </CheckboxGroup>
      <PinField input={pin} chosen />
      {officer && <p className="hint">{t('office.pin.kept')}</p>}
      <ProblemList problems={problems} />
      <div className="actions">
        <Button className="button" onPress={onCancel}>
          {t('issue.cancel')}
        </Button>
        <Button
          className="button primary"
          type="submit"
          isDisabled={roles.length === 0 || (!officer && name.trim() === '')}
        >
          {t(officer ? 'office.change' : 'office.appoint')}
        </Button>
      </div>
    </Form>
  );
}
