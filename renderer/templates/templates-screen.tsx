import { type ReactNode, useCallback } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { TemplateReport } from '../../shared/desk/template.ts';
import { ask, useAnswer } from '../desk.ts';
import { nativeName } from '../locale.ts';
import { useGo } from '../place.ts';
import { useSettings } from '../settings/settings.tsx';
import { FileField } from '../ui/file-field.tsx';
import { ProblemList } from '../ui/problem-list.tsx';
import { Screen } from '../ui/screen.tsx';
import { Gallery } from './gallery.tsx';
import { PreviewPane } from './preview-pane.tsx';
import { SignOff } from './sign-off.tsx';
import { usePreview } from './use-preview.ts';
import './templates.css';

/** A template: how its page looks in every language, and what it still lacks before anything can be sealed. */
export function TemplatesScreen() {
  const { t } = useTranslation();
  const go = useGo();
  const { settings, keep } = useSettings();
  const { template } = settings;
  const preview = usePreview(template);
  const question = useCallback(() => ask('template.check', { template: template ?? '' }), [template]);
  const [report, look] = useAnswer(template === undefined ? undefined : question);
  return (
    <Screen
      title={t('rail.templates')}
      actions={
        template && (
          <>
            <Button className="button" onPress={() => go({ screen: 'designer', template })}>
              {t('templates.edit')}
            </Button>
            <Button className="button primary" onPress={() => go({ screen: 'issue', project: { template } })}>
              {t('templates.use')}
            </Button>
          </>
        )
      }
    >
      <div className="columns">
        <div className="column">
          <FileField
            label={t('issue.template')}
            icon="template"
            kind="template"
            value={template}
            hint={t('issue.template.hint')}
            onChange={(path) => keep({ template: path })}
          />
          {report?.state === 'refused' && <ProblemList problems={report.problems} />}
          {report?.state === 'here' && (
            <Report report={report.value}>
              {template && (
                <SignOff key={template} template={template} report={report.value} onSigned={look} />
              )}
            </Report>
          )}
          <Gallery onMade={(path) => keep({ template: path })} />
        </div>
        <PreviewPane key={template} preview={preview} />
      </div>
    </Screen>
  );
}

function Report({ report, children }: { readonly report: TemplateReport; readonly children: ReactNode }) {
  const { t } = useTranslation();
  const { name, version, languages, problems, notices } = report;
  return (
    <section className="report">
      <h2>{name}</h2>
      <p className="hint">
        {t('templates.version', { version })} · {languages.map(nativeName).join(', ')}
      </p>
      {problems.length === 0 ? (
        <p className="holds-line">{t('templates.complete')}</p>
      ) : (
        <>
          <h3>{t('templates.lacks')}</h3>
          <ProblemList problems={problems} />
        </>
      )}
      {notices.length > 0 && (
        <>
          <h3>{t('templates.notices')}</h3>
          <ProblemList problems={notices} mild />
        </>
      )}
      {children}
    </section>
  );
}
