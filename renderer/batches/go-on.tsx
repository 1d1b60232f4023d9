import { useRef } from 'react';
import { Button, Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { JobReport } from '../../shared/desk/batch.ts';
import { sealName } from '../seals/seal-name.ts';
import { SealPassword, takePassword } from '../seals/seal-password.tsx';

interface GoOnParts {
  readonly job: JobReport;
  readonly onGo: (password: string) => void;
  readonly onCancel: () => void;
}

/** The seal is opened anew: what it needs is asked for. */
export function GoOn({ job, onGo, onCancel }: GoOnParts) {
  const { t } = useTranslation();
  const password = useRef<HTMLInputElement>(null);
  return (
    <Form
      className="decide"
      onSubmit={(event) => {
        event.preventDefault();
        onGo(takePassword(password));
      }}
    >
      <p className="hint">{sealName(job.seal)}</p>
      <SealPassword input={password} seal={job.seal} />
      <div className="actions">
        <Button className="button" onPress={onCancel}>
          {t('issue.cancel')}
        </Button>
        <Button className="button primary" type="submit">
          {t('issue.go-on')}
        </Button>
      </div>
    </Form>
  );
}
