import { useTranslation } from 'react-i18next';
import type { PageDesign, PageElement } from '../../shared/template/design.ts';
import { FIELDS } from '../../shared/template/fields.ts';
import { Choice } from '../ui/choice.tsx';
import { type Chosen, setCondition } from './edit.ts';

interface ConditionParts {
  readonly elements: readonly PageElement[];
  readonly chosen: Chosen;
  readonly onEdit: (make: (page: PageDesign) => PageDesign) => void;
}

/** Some things are shown only when there is something to show: a grade, a birth date, a partner. */
export function Condition({ elements, chosen, onEdit }: ConditionParts) {
  const { t } = useTranslation();
  const [first] = elements;
  const always = { key: '', text: t('designer.when.always') };
  return (
    <Choice
      label={t('designer.when')}
      value={first?.when ?? ''}
      options={[
        always,
        ...Object.keys(FIELDS).map((key) => ({ key, text: t('designer.when.known', { field: key }) })),
      ]}
      onChange={(field) => onEdit((before) => setCondition(before, chosen, field === '' ? undefined : field))}
    />
  );
}
