import { useState } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { PrintOrder, PrintSummary } from '../../shared/desk/print.ts';
import type { Problem } from '../../shared/problem.ts';
import { ask } from '../desk.ts';
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
  const print = async (how: HowToPrint) => {
    const { number: _, ...asked } = what;
    setState('working');
    const reply =
      how.way === 'printer'
        ? await ask('print.send', { ...asked, ...how.order })
        : await ask('print.file', { ...asked, ...how.order });
    setProblems(reply.ok ? [] : reply.problems);
    setState(reply.ok ? reply.value : 'asking');
    if (reply.ok) onPrinted?.();
  };
  return (
    <ModalOverlay className="overlay" isOpen onOpenChange={(open) => !open && onClose()}>
      <Modal className="modal wide">
        <Dialog className="print">
          <Heading slot="title">{t('print.title')}</Heading>
          {what.number !== undefined && <p className="hint">{t('print.number', { number: what.number })}</p>}
          {typeof state === 'object' ? (
            <PrintResult summary={state} />
          ) : (
            <PrintForm working={state === 'working'} onPrint={(how) => void print(how)} onCancel={onClose} />
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
