import type { ReactNode } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/problem.ts';
import { ProblemList } from '../ui/problem-list.tsx';

interface DialogParts {
  readonly title: string;
  readonly problems: readonly Problem[];
  /** Told once it is done. */
  readonly told: string;
  /** The button that does it; none while there is nothing to do. */
  readonly does?: { readonly text: string; readonly off: boolean; readonly run: () => Promise<void> };
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Something done to a register as a whole: what, with what, and what came of it. */
export function RegisterDialog({ title, problems, told, does, onClose, children }: DialogParts) {
  const { t } = useTranslation();
  return (
    <ModalOverlay className="overlay" isOpen onOpenChange={(open) => !open && onClose()}>
      <Modal className="modal wide">
        <Dialog className="register-dialog">
          <Heading slot="title">{title}</Heading>
          <form
            className="change-form"
            onSubmit={(event) => {
              event.preventDefault();
              if (does && !does.off) void does.run();
            }}
          >
            {children}
            <ProblemList problems={problems} />
            <p role="status" className="hint">
              {told}
            </p>
            <div className="actions">
              <Button className="button" onPress={onClose}>
                {t('register.close')}
              </Button>
              {does && (
                <Button className="button primary" type="submit" isDisabled={does.off}>
                  {does.text}
                </Button>
              )}
            </div>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
