import { useState } from 'react';
import {
  Button,
  Dialog,
  Form,
  Heading,
  Input,
  Label,
  Modal,
  ModalOverlay,
  TextField,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';

interface NameParts {
  /** What is about to be done. */
  readonly title: string;
  /** To begin with. */
  readonly name: string;
  readonly onNamed: (name: string) => void;
  readonly onClose: () => void;
}

export function NameDialog({ title, name: first, onNamed, onClose }: NameParts) {
  const { t } = useTranslation();
  const [name, write] = useState(first);
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className="modal">
        <Dialog>
          <Form
            className="name-form"
            onSubmit={(event) => {
              event.preventDefault();
              if (name.trim() !== '') onNamed(name.trim());
            }}
          >
            <Heading slot="title">{title}</Heading>
            <TextField className="field" value={name} maxLength={300} autoFocus onChange={write}>
              <Label className="label">{t('office.name')}</Label>
              <Input onFocus={({ target }) => target.select()} />
            </TextField>
            <div className="actions">
              <Button className="button" onPress={onClose}>
                {t('issue.cancel')}
              </Button>
              <Button className="button primary" type="submit" isDisabled={name.trim() === ''}>
                {title}
              </Button>
            </div>
          </Form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
