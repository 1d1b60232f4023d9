import { useState } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { PrintOrder, PrintSummary } from '../../shared/desk/print.ts';
import type { DeskEvent } from '../../shared/desk.ts';
import type { Problem } from '../../shared/problem.ts';
import { ask } from '../desk.ts';
import { DoingBar } from '../ui/doing-bar.tsx';
import { ProblemList } from '../ui/problem-list.tsx';
import { type HowToPrint, PrintForm } from './print-form.tsx';
import { PrintResult } from './print-result.tsx';
import './printing.css';

/** What is to be printed, as the screen that asks for it knows it. */
export interface WhatToPrint
  extends Pick<PrintOrder, 'register' | 'credentials' | 'batch' | 'search' | 'folder'> {
  /** How many credentials that are, when it is known. */
  readonly number?: number;
}

type Doing = Extract<DeskEvent, { readonly kind: 'print.progress' }>;

interface DialogParts {
  readonly what: WhatToPrint;
  readonly onClose: () => void;
  /** The history of credentials has a line more. */
  readonly onPrinted?: () => void;
}

/** Asks how to print, prints, and tells what came of it. */
export function PrintDialog({ what, onClose, onPrinted }: DialogParts) {
  const { t } = useTranslation();
  const [state, setState] = useState<'asking' | 'working' | PrintSummary>('asking');
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [doing, setDoing] = useState<Doing>();
  const cancel = () => doing && void ask('print.cancel', { run: doing.run });
  const print = async (how: HowToPrint) => {
    const { number: _, ...asked } = what;
    setState('working');
    setDoing(undefined);
    const stop = window.shell.listen((event) => event.kind === 'print.progress' && setDoing(event));
    const reply =
      how.way === 'printer'
        ? await ask('print.send', { ...asked, ...how.order })
        : await ask('print.file', { ...asked, ...how.order });
    stop();
    setProblems(reply.ok ? [] : reply.problems);
    setState(reply.ok ? reply.value : 'asking');
    if (reply.ok) onPrinted?.();
  };
  return (
    <ModalOverlay
      className="overlay"
      isOpen
      isKeyboardDismissDisabled={state === 'working'}
      onOpenChange={(open) => !open && onClose()}
    >
      <Modal className="modal wide">
        <Dialog className="print">
          <Heading slot="title">{t('print.title')}</Heading>
          {what.number !== undefined && <p className="hint">{t('print.number', { number: what.number })}</p>}
          {typeof state === 'object' && <PrintResult summary={state} />}
          {state === 'asking' && <PrintForm onPrint={(how) => void print(how)} onCancel={onClose} />}
          {state === 'working' && (
            <>
              <DoingBar
                doing={t('print.working')}
                done={doing?.progress.done ?? 0}
                total={doing?.progress.total ?? 0}
              />
              <div className="actions">
                <Button className="button" isDisabled={!doing} onPress={cancel}>
                  {t('issue.cancel')}
                </Button>
              </div>
            </>
          )}
          <ProblemList problems={problems} />
          {typeof state === 'object' && (
            <div className="actions">
              <Button className="button" onPress={onClose}>
                {t('register.close')}
              </Button>
            </div>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
