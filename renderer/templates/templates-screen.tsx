import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { TemplateReport } from '../../shared/desk/template.ts';
import type { Problem } from '../../shared/problem.ts';
import { ask, useAnswer } from '../desk.ts';
import { nativeName } from '../locale.ts';
import { useGo } from '../place.ts';
import { useSettings } from '../settings/settings.tsx';
import { FileField } from '../ui/file-field.tsx';
import { ProblemList } from '../ui/problem-list.tsx';
import { Screen } from '../ui/screen.tsx';
import { Discarded } from './discarded.tsx';
import { Gallery } from './gallery.tsx';
import { ImportButton } from './import-button.tsx';
import { PreviewPane } from './preview-pane.tsx';
import { Shelf } from './shelf.tsx';
import { ShelfActions } from './shelf-actions.tsx';
import { SignOff } from './sign-off.tsx';
import { usePreview } from './use-preview.ts';
import './templates.css';

/** The shelf of templates, and the chosen one: how its page looks in every language, and what it still lacks before anything can be sealed. */
export function TemplatesScreen({ offered }: { readonly offered?: string | undefined }) {
  const { t } = useTranslation();
  const go = useGo();
  const { settings, keep } = useSettings();
  const { template } = settings;
  const [shelf, list] = useAnswer(useCallback(() => ask('shelf.list'), []));
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const preview = usePreview(template);
  const question = useCallback(() => ask('template.check', { template: template ?? '' }), [template]);
  const [report, look] = useAnswer(template === undefined ? undefined : question);
  useEffect(() => {
    if (template === undefined) return list();
    void ask('shelf.place', { template }).then(list);
  }, [template, list]);
  const turn = (path: string | undefined) => {
    setProblems([]);
    keep({ template: path });
    list();
  };
  const signed = () => {
    look();
    list();
  };
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
            onChange={turn}
          />
          <ImportButton offered={offered} onImported={turn} onRefused={setProblems} />
          <ProblemList problems={problems} />
          {shelf?.state === 'here' && <Shelf shelf={shelf.value} template={template} onChoose={turn} />}
          {template && (
            <ShelfActions
              key={`actions ${template}`}
              template={template}
              name={report?.state === 'here' ? report.value.name : undefined}
              onTurn={turn}
              onChanged={() => {
                look();
                list();
              }}
            />
          )}
          {report?.state === 'refused' && <ProblemList problems={report.problems} />}
          {report?.state === 'here' && (
            <Report report={report.value}>
              {template && (
                <SignOff key={template} template={template} report={report.value} onSigned={signed} />
              )}
            </Report>
          )}
          {shelf?.state === 'here' && <Discarded discarded={shelf.value.discarded} onBack={turn} />}
          <Gallery onMade={turn} />
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
