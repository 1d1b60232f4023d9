import { Input, Label, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { CODE_SEAL_KEYS, type PageDesign, type QrElement } from '../../shared/template/design.ts';
import { Choice } from '../ui/choice.tsx';
import { ColourField } from './colour-field.tsx';
import { type CodePart, setCode } from './edit.ts';

const HOLDS = ['proof', 'certificate', 'link'] as const;

interface CodeOptionsParts {
  readonly element: QrElement;
  readonly onEdit: (make: (page: PageDesign) => PageDesign) => void;
}

/** What a code holds, for which seal it has to be large enough, and its colour. */
export function CodeOptions({ element, onEdit }: CodeOptionsParts) {
  const { t } = useTranslation();
  const { id, holds = 'proof', verifyPage = '', sealKey = 'RSA-3072', colour } = element;
  const set = (part: CodePart) => onEdit((before) => setCode(before, id, part));
  return (
    <>
      <div className="field">
        <span className="label">{t('designer.code.holds')}</span>
        <Choice
          label={t('designer.code.holds')}
          value={holds}
          options={HOLDS.map((key) => ({ key, text: t(`designer.code.holds.${key}`) }))}
          onChange={(chosen) => set({ holds: chosen })}
        />
      </div>
      {holds === 'link' && (
        <TextField
          className={verifyPage ? 'field' : 'field missing'}
          value={verifyPage}
          type="url"
          onChange={(page) => set({ verifyPage: page || undefined })}
        >
          <Label className="label">{t('designer.code.page')}</Label>
          <Input placeholder="https://" />
        </TextField>
      )}
      <div className="field">
        <span className="label">{t('designer.code.key')}</span>
        <Choice
          label={t('designer.code.key')}
          value={sealKey}
          options={CODE_SEAL_KEYS.map((key) => ({ key, text: key }))}
          onChange={(chosen) => set({ sealKey: chosen })}
        />
      </div>
      <ColourField label={t('designer.colour')} value={colour} onChange={(to) => set({ colour: to })} />
    </>
  );
}
