import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { FileField } from '../ui/file-field.tsx';
import { Elsewhere } from './elsewhere.tsx';
import { placeOf, sealName } from './seal-name.ts';

interface SealFieldParts {
  readonly value: string | undefined;
  readonly onChange: (seal: string) => void;
}

/** The e-seal: a file, or a key that lies in a token or with a service. */
export function SealField({ value, onChange }: SealFieldParts) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <div className="seal-field">
      <FileField
        label={t(value && placeOf(value) !== 'file' ? `seals.place.${placeOf(value)}` : 'issue.seal')}
        icon="seal"
        kind="seal"
        value={value}
        hint={t('issue.seal.hint')}
        name={sealName}
        onChange={onChange}
      />
      {open ? (
        <Elsewhere
          onChosen={(seal) => {
            setOpen(false);
            onChange(seal);
          }}
          onCancel={() => setOpen(false)}
        />
      ) : (
        <Button className="button quiet elsewhere-open" onPress={() => setOpen(true)}>
          {t('seals.elsewhere')}
        </Button>
      )}
    </div>
  );
}
