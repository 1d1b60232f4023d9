import { Label, TextArea, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ReplacementOrder } from '../../shared/desk/batch.ts';
import type { IssueReplacing } from '../place.ts';

interface FieldParts {
  readonly replacing: IssueReplacing;
  readonly ground: string;
  readonly onChange: (ground: string) => void;
}

/** What is replaced, and what that rests on. */
export function ReplacesField({ replacing: { serial }, ground, onChange }: FieldParts) {
  const { t } = useTranslation();
  return (
    <section className="replaces" aria-label={t('register.reissue')}>
      <p className="hint">
        {serial === undefined ? t('register.reissue.listed') : t('register.reissue.text', { serial })}
      </p>
      <TextField className="field" value={ground} onChange={onChange} isRequired>
        <Label className="label">{t('register.ground')}</Label>
        <TextArea rows={2} />
      </TextField>
      <p className="hint">{t('register.ground.hint')}</p>
    </section>
  );
}

/** As the batch is ordered it; nothing while nothing is replaced. */
export function replacementOf(
  replacing: IssueReplacing | undefined,
  ground: string,
): { readonly register: string; readonly replaces: ReplacementOrder } | undefined {
  if (!replacing) return undefined;
  const { register, serial } = replacing;
  const which = serial === undefined ? { credentials: [], listed: true } : { credentials: [serial] };
  return { register, replaces: { ...which, reason: 'error', ground } };
}
