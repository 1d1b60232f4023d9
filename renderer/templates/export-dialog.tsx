import { useRef, useState } from 'react';
import { Button, Dialog, Form, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/problem.ts';
import { ask } from '../desk.ts';
import { SealField } from '../seals/seal-field.tsx';
import { SealPassword, takePassword } from '../seals/seal-password.tsx';
import { useSettings } from '../settings/settings.tsx';
import { Tick } from '../ui/labelled.tsx';
import { ProblemList } from '../ui/problem-list.tsx';
import { tell } from '../ui/toasts.tsx';

interface ExportParts {
  readonly template: string;
  readonly name: string;
  readonly onClose: () => void;
}

/** A template with its pictures and fonts in one file for another desk, sealed so that one knows whose it is. */
export function ExportDialog({ template, name, onClose }: ExportParts) {
  const { t } = useTranslation();
  const { settings } = useSettings();
  const [{ seal, sealKey }, choose] = useState({ seal: settings.seal, sealKey: settings.sealKey });
  const [sealed, setSealed] = useState(settings.seal !== undefined);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const password = useRef<HTMLInputElement>(null);
  const write = async () => {
    // Taken first: the system's dialogue may stand open for long.
    const typed = takePassword(password);
    const out = await window.shell.save('swtemplate', name);
    if (out === undefined) return;
    const by = sealed && seal !== undefined && { seal, password: typed, ...(sealKey && { sealKey }) };
    const made = await ask('template.export', { template, out, ...by });
    if (!made.ok) return setProblems(made.problems);
    onClose();
    tell(t('shelf.exported', { name }));
  };
  return (
    <ModalOverlay className="overlay" isOpen onOpenChange={(open) => !open && onClose()}>
      <Modal className="modal wide">
        <Dialog>
          <Form
            className="name-form"
            onSubmit={(event) => {
              event.preventDefault();
              void write();
            }}
          >
            <Heading slot="title">{t('shelf.export')}</Heading>
            <p className="hint">{t('shelf.export.text')}</p>
            <Tick text={t('shelf.export.sealed')} chosen={sealed} onChange={setSealed} />
            {sealed && (
              <>
                <SealField
                  value={seal}
                  sealKey={sealKey}
                  onChange={(next, key) => choose({ seal: next, sealKey: key })}
                />
                <SealPassword input={password} seal={seal} />
              </>
            )}
            <ProblemList problems={problems} />
            <div className="actions">
              <Button className="button" onPress={onClose}>
                {t('issue.cancel')}
              </Button>
              <Button className="button primary" type="submit" isDisabled={sealed && seal === undefined}>
                {t('shelf.export.go')}
              </Button>
            </div>
          </Form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
