import { useState } from 'react';
import { Button, Checkbox, Form, Input, Label, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ExtendOrder, RaisedLevel } from '../../shared/desk/extend.ts';
import { useSettings } from '../settings/settings.tsx';
import { Choice } from '../ui/choice.tsx';
import { TrustedCertificates } from '../verify/trusted-certificates.tsx';
import { evidenceOf, GivenFiles } from './given-files.tsx';

const LEVELS = ['T', 'LT', 'LTA'] as const satisfies readonly RaisedLevel[];

interface FormParts {
  /** Files that have everything but whose last time-stamp ages. */
  readonly agedAtLta: readonly string[];
  readonly onRaise: (order: Omit<ExtendOrder, 'register'>) => void;
}

/** To which level, stamped by whom, trusting whom, by what proof, and whether certificates' own addresses may be asked. */
export function RaisingForm({ agedAtLta, onRaise }: FormParts) {
  const { t } = useTranslation();
  const { settings, keep } = useSettings();
  const { timestamps = [], trust = [] } = settings;
  const [to, setTo] = useState<RaisedLevel>('LTA');
  const [online, setOnline] = useState(false);
  const [given, setGiven] = useState<readonly string[]>([]);
  const [typed, setTyped] = useState(timestamps.join(' '));
  const addresses = typed.split(/[\s,]+/).filter((address) => address !== '');
  const ready = addresses.length > 0 && addresses.every((address) => /^https?:\/\/[^@\s]+$/.test(address));
  const raise = (order: Pick<ExtendOrder, 'files' | 'renew' | 'to'>) => {
    keep({ timestamps: addresses });
    onRaise({ ...order, timestamps: addresses, trust, ...(to !== 'T' && { online, ...evidenceOf(given) }) });
  };
  return (
    <Form
      className="raising-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) raise({ files: [], to });
      }}
    >
      <div className="field">
        <span className="label">{t('extension.to')}</span>
        <Choice
          label={t('extension.to')}
          value={to}
          options={LEVELS.map((key) => ({ key, text: t(`extension.to.${key}`) }))}
          onChange={setTo}
        />
      </div>
      <TextField className="field" value={typed} maxLength={2000} onChange={setTyped}>
        <Label className="label">{t('extension.authority')}</Label>
        <Input placeholder="https://…" spellCheck="false" />
        <span className="hint">{t('extension.authority.hint')}</span>
      </TextField>
      <div className="field">
        <span className="label">{t('verify.trusted')}</span>
        <TrustedCertificates />
      </div>
      {to !== 'T' && (
        <>
          <Checkbox className="tick" isSelected={online} onChange={setOnline}>
            <span className="box" aria-hidden="true" />
            <span>
              <strong>{t('extension.online')}</strong>
              <span className="hint">{t('extension.online.hint')}</span>
            </span>
          </Checkbox>
          <GivenFiles files={given} onChange={setGiven} />
        </>
      )}
      <div className="actions">
        {agedAtLta.length > 0 && (
          <Button
            className="button"
            isDisabled={!ready}
            onPress={() => raise({ files: agedAtLta, to: 'LTA', renew: true })}
          >
            {t('extension.renew', { count: agedAtLta.length })}
          </Button>
        )}
        <Button className="button primary" type="submit" isDisabled={!ready}>
          {t('extension.raise')}
        </Button>
      </div>
    </Form>
  );
}
