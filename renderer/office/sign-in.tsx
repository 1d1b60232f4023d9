import { useCallback, useRef, useState } from 'react';
import { Button, Dialog, Form, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Officer } from '../../shared/desk/office.ts';
import type { Problem } from '../../shared/problem.ts';
import { ask, useAnswer } from '../desk.ts';
import { takePassword } from '../seals/seal-password.tsx';
import { Choice } from '../ui/choice.tsx';
import { nameOf } from '../ui/name-of.ts';
import { ProblemList } from '../ui/problem-list.tsx';
import { PinField } from './pin-field.tsx';
import './office.css';

interface SignInParts {
  readonly register: string;
  /** Nothing behind it can be read, and it cannot be closed without signing in. */
  readonly locked: boolean;
  readonly onSignedIn: (officer: Officer) => void;
  readonly onCancel: () => void;
}

export function SignIn({ register, locked, onSignedIn, onCancel }: SignInParts) {
  const { t } = useTranslation();
  return (
    <ModalOverlay
      className={locked ? 'overlay locked' : 'overlay'}
      isOpen
      isKeyboardDismissDisabled={locked}
      onOpenChange={(open) => !open && onCancel()}
    >
      <Modal className="modal">
        <Dialog className="sign-in">
          <Heading slot="title">{t(locked ? 'office.locked' : 'office.sign-in')}</Heading>
          <p className="hint">{t('office.sign-in.text', { register: nameOf(register) })}</p>
          <SignInForm {...{ register, locked, onSignedIn, onCancel }} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function SignInForm({ register, locked, onSignedIn, onCancel }: SignInParts) {
  const { t } = useTranslation();
  const [office] = useAnswer(useCallback(() => ask('office.show', { register }), [register]));
  const [chosen, choose] = useState<string>();
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const pin = useRef<HTMLInputElement>(null);
  if (office?.state === 'refused') return <ProblemList problems={office.problems} />;
  if (office?.state !== 'here') return null;
  const { officers } = office.value;
  const officer = chosen ?? officers[0]?.id ?? '';
  const enter = async () => {
    const reply = await ask('office.sign-in', { register, officer, pin: takePassword(pin) });
    if (reply.ok) onSignedIn(reply.value);
    else setProblems(reply.problems);
    pin.current?.focus();
  };
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        void enter();
      }}
    >
      <div className="field">
        <span className="label">{t('office.officer')}</span>
        <Choice
          label={t('office.officer')}
          value={officer}
          options={officers.map(({ id, name }) => ({ key: id, text: name }))}
          onChange={choose}
        />
      </div>
      <PinField input={pin} />
      <ProblemList problems={problems} />
      <div className="actions">
        {!locked && (
          <Button className="button" onPress={onCancel}>
            {t('issue.cancel')}
          </Button>
        )}
        <Button className="button primary" type="submit">
          {t('office.sign-in')}
        </Button>
      </div>
    </Form>
  );
}
