import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Template } from '../../shared/template/template.ts';
import { PageView } from '../ui/page-view.tsx';
import { ContentsForm } from './contents-form.tsx';

interface ContentsDeskParts {
  readonly template: Template;
  readonly svg: string | undefined;
  readonly onChange: (make: (template: Template) => Template) => void;
  readonly children: ReactNode;
}

/** The contents as a form, and beside it the page that they fill. */
export function ContentsDesk({ template, svg, onChange, children }: ContentsDeskParts) {
  const { t } = useTranslation();
  return (
    <div className="contents-desk">
      <ContentsForm template={template} onChange={onChange} />
      <div className="designer-side">
        {svg && <PageView svg={svg} label={t('designer.page')} />}
        {children}
      </div>
    </div>
  );
}
