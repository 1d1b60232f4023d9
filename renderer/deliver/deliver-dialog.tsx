import { useState } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Delivered } from '../../shared/desk/delivery.ts';
import type { Problem } from '../../shared/problem.ts';
import { ask } from '../desk.ts';
import { Icon } from '../ui/icon.tsx';
import { ProblemList } from '../ui/problem-list.tsx';
import { DeliverForm, type HowToDeliver, type ReportSeal } from './deliver-form.tsx';
import './deliver.css';

interface DialogParts {
  readonly batch: string;
  readonly register: string;
  /** Seals the report of the batch. */
  readonly seal: ReportSeal | undefined;
  readonly onClose: () => void;
}

/** Asks how a batch is handed out, does it, and tells what came of it. */
export function DeliverDialog({ batch, register, seal, onClose }: DialogParts) {
  const { t } = useTranslation();
  const [state, setState] = useState<'asking' | 'working' | Delivered>('asking');
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const deliver = async (how: HowToDeliver) => {
    setState('working');
    const reply = await ask('batch.deliver', { batch, register, ...how });
    setProblems(reply.ok ? reply.value.leftOut : reply.problems);
    setState(reply.ok ? reply.value : 'asking');
  };
  const told = typeof state === 'object' ? state : undefined;
  return (
    <ModalOverlay className="overlay" isOpen onOpenChange={(open) => !open && onClose()}>
      <Modal className="modal wide">
        <Dialog className="deliver">
          <Heading slot="title">{t('deliver.title')}</Heading>
          {told ? (
            <p role="status">{t('deliver.done', { ...numbersOf(told) })}</p>
          ) : (
            <>
              <p className="hint">{t('deliver.text')}</p>
              <DeliverForm
                seal={seal}
                working={state === 'working'}
                onDeliver={(how) => void deliver(how)}
                onCancel={onClose}
              />
            </>
          )}
          <ProblemList problems={problems} mild={told !== undefined} />
          {told && (
            <div className="actions">
              <Button className="button" onPress={() => void window.shell.reveal(told.made[0] ?? told.out)}>
                <Icon name="folder" />
                {t('issue.reveal')}
              </Button>
              <Button className="button primary" autoFocus onPress={onClose}>
                {t('register.close')}
              </Button>
            </div>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function numbersOf({ credentials, files, drafts, withoutAddress }: Delivered) {
  return { credentials, files, drafts, withoutAddress };
}
