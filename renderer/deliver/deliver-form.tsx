import { useRef, useState } from 'react';
import { Button, Input, Label, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import {
  DELIVERY_FORMS,
  type DeliveryForm,
  type DeliveryOrder,
  LEARNER_PACKAGES,
} from '../../shared/desk/delivery.ts';
import { isWindowLanguage } from '../../shared/language.ts';
import { NAME_FIELDS, STANDARD_PATTERN } from '../../shared/outputs/name-pattern.ts';
import { SealPassword, takePassword } from '../seals/seal-password.tsx';
import { Choice } from '../ui/choice.tsx';
import { FileField } from '../ui/file-field.tsx';
import { Labelled, Tick } from '../ui/labelled.tsx';

export type HowToDeliver = Omit<DeliveryOrder, 'batch' | 'register'>;

/** The seal that the batch was sealed with. */
export interface ReportSeal {
  readonly seal: string;
  readonly sealKey?: string | undefined;
  /** A test seal: no password is typed. */
  readonly trial?: boolean | undefined;
}

interface FormParts {
  readonly seal: ReportSeal | undefined;
  readonly working: boolean;
  readonly onDeliver: (how: HowToDeliver) => void;
  readonly onCancel: () => void;
}

const PACKAGES = ['none', ...LEARNER_PACKAGES] as const;
const FIELDS = NAME_FIELDS.map((field) => `{${field}}`).join(' ');

/** No form of HTML: its submission would also be that of the form behind the dialogue, which seals. */
export function DeliverForm({ seal, working, onDeliver, onCancel }: FormParts) {
  const { t, i18n } = useTranslation();
  const [out, setOut] = useState<string>();
  const [form, setForm] = useState<DeliveryForm>('folder');
  const [packages, setPackages] = useState<(typeof PACKAGES)[number]>('none');
  const [names, setNames] = useState<string>(STANDARD_PATTERN);
  const [from, setFrom] = useState('');
  const [mailMerge, setMailMerge] = useState(false);
  const [profileLinks, setProfileLinks] = useState(false);
  const [report, setReport] = useState(false);
  const password = useRef<HTMLInputElement>(null);
  const language = isWindowLanguage(i18n.language) ? i18n.language : 'en';
  const deliver = () => {
    if (out === undefined) return;
    const draftsFrom = from.trim();
    onDeliver({
      ...{ out, form, names: names.trim() || STANDARD_PATTERN, language, mailMerge },
      ...(packages !== 'none' && { packages }),
      ...(draftsFrom !== '' && { draftsFrom }),
      ...((draftsFrom !== '' || mailMerge) && { profileLinks }),
      ...(report && seal && { report: reportOf(seal, takePassword(password)) }),
    });
  };
  return (
    <div className="deliver-form">
      <FileField
        label={t('issue.out')}
        icon="folder"
        kind="folder"
        value={out}
        hint={t('deliver.out.hint')}
        onChange={setOut}
      />
      <div className="pair">
        <Labelled label={t('deliver.form')}>
          <Choice
            label={t('deliver.form')}
            value={form}
            options={DELIVERY_FORMS.map((key) => ({ key, text: t(`deliver.form.${key}`) }))}
            onChange={setForm}
          />
        </Labelled>
        <Labelled label={t('deliver.packages')}>
          <Choice
            label={t('deliver.packages')}
            value={packages}
            options={PACKAGES.map((key) => ({ key, text: t(`deliver.packages.${key}`) }))}
            onChange={setPackages}
          />
        </Labelled>
      </div>
      <TextField className="field" value={names} maxLength={200} onChange={setNames}>
        <Label className="label">{t('deliver.names')}</Label>
        <Input spellCheck="false" />
        <span className="hint">{t('deliver.names.hint', { fields: FIELDS })}</span>
      </TextField>
      <TextField className="field" type="email" value={from} maxLength={254} onChange={setFrom}>
        <Label className="label">{t('deliver.drafts')}</Label>
        <Input spellCheck="false" />
        <span className="hint">{t('deliver.drafts.hint')}</span>
      </TextField>
      <Tick text={t('deliver.merge')} chosen={mailMerge} onChange={setMailMerge} />
      {(mailMerge || from.trim() !== '') && (
        <Tick text={t('deliver.links')} chosen={profileLinks} onChange={setProfileLinks} />
      )}
      {seal && <Tick text={t('deliver.report')} chosen={report} onChange={setReport} />}
      {seal && report && !seal.trial && <SealPassword input={password} seal={seal.seal} />}
      <div className="actions">
        <Button className="button" onPress={onCancel}>
          {t('issue.cancel')}
        </Button>
        <Button className="button primary" isDisabled={working || out === undefined} onPress={deliver}>
          {t(working ? 'deliver.going' : 'deliver.go')}
        </Button>
      </div>
    </div>
  );
}

function reportOf({ seal, sealKey }: ReportSeal, password: string): NonNullable<HowToDeliver['report']> {
  return { seal, password, ...(sealKey !== undefined && { sealKey }) };
}
