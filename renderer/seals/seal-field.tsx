import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { FileField } from '../ui/file-field.tsx';
import { Elsewhere } from './elsewhere.tsx';
import { placeOf, sealName } from './seal-name.ts';

interface SealFieldParts {
  readonly value: string | undefined;
  /** Of a certificate's own file. */
  readonly sealKey?: string | undefined;
  readonly onChange: (seal: string, sealKey?: string) => void;
}

/** A certificate in PEM: its key may lie in the same file, or in one of its own. */
const CERTIFICATE = /\.(?:pem|crt|cer)$/i;

/** The e-seal: a file, two files, or a key that lies in a token or with a service. */
export function SealField({ value, sealKey, onChange }: SealFieldParts) {
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
      {value && CERTIFICATE.test(value) && (
        <FileField
          label={t('seals.key')}
          kind="key"
          value={sealKey}
          hint={t('seals.key.hint')}
          onChange={(path) => onChange(value, path)}
        />
      )}
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
