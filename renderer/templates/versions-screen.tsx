import { useCallback, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { TemplateVersion } from '../../shared/desk/shelf.ts';
import { textIn } from '../../shared/language.ts';
import type { Problem } from '../../shared/problem.ts';
import { templateChanges } from '../../shared/template/changes.ts';
import { ask, useAnswer } from '../desk.ts';
import { localeOf } from '../locale.ts';
import { useGo } from '../place.ts';
import { Choice } from '../ui/choice.tsx';
import { PageView } from '../ui/page-view.tsx';
import { ProblemList } from '../ui/problem-list.tsx';
import { Screen } from '../ui/screen.tsx';
import { tell } from '../ui/toasts.tsx';
import { ChangeList } from './change-list.tsx';
import './versions.css';

/** The versions of a template, two of them side by side, and what changed from one to the other. */
export function VersionsScreen({ template }: { readonly template: string }) {
  const { t } = useTranslation();
  const go = useGo();
  const [answer, look] = useAnswer(useCallback(() => ask('shelf.versions', { template }), [template]));
  const versions = answer?.state === 'here' ? answer.value : [];
  const [present] = versions;
  const name =
    present && textIn(present.template.name, present.template.languages[0], present.template.languages);
  return (
    <Screen
      title={`${t('shelf.versions')}${name ? `: ${name}` : ''}`}
      actions={
        <Button className="button" onPress={() => go({ screen: 'templates' })}>
          {t('designer.done')}
        </Button>
      }
    >
      {answer?.state === 'refused' && <ProblemList problems={answer.problems} />}
      {versions.length === 1 && <p className="hint">{t('shelf.versions.one')}</p>}
      {present && (
        <Compared key={versions.length} path={template} versions={versions} present={present} onBack={look} />
      )}
    </Screen>
  );
}

interface ComparedParts {
  readonly path: string;
  readonly versions: readonly TemplateVersion[];
  readonly present: TemplateVersion;
  readonly onBack: () => void;
}

function Compared({ path, versions, present, onBack }: ComparedParts) {
  const { t, i18n } = useTranslation();
  const [older, chooseOlder] = useState(versions.length > 1 ? '1' : '0');
  const [newer, chooseNewer] = useState('0');
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const before = versions[Number(older)] ?? present;
  const after = versions[Number(newer)] ?? present;
  const moment = new Intl.DateTimeFormat(localeOf(i18n.language), {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  const options = versions.map(({ template, state, at }, place) => ({
    key: String(place),
    text: [
      t('templates.version', { version: template.version }),
      t(`shelf.state.${state}`),
      moment.format(new Date(at)),
    ].join(' · '),
  }));
  const save = async ({ template }: TemplateVersion, version: number): Promise<boolean> => {
    const saved = await ask('template.save', { template: path, draft: { ...template, version } });
    setProblems(saved.ok ? [] : saved.problems);
    if (saved.ok) onBack();
    return saved.ok;
  };
  const goBack = async () => {
    const { version } = present.template;
    const told = t('shelf.versions.taken', { version: before.template.version });
    if (await save(before, version + 1)) tell(told, () => void save(present, version));
  };
  return (
    <div className="versions">
      <Side label={t('shelf.versions.older')} options={options} value={older} onChange={chooseOlder}>
        <VersionPage path={path} version={before} />
        {!before.present && (
          <Button className="button" onPress={() => void goBack()}>
            {t('shelf.versions.back', { version: before.template.version })}
          </Button>
        )}
        <ProblemList problems={problems} />
      </Side>
      <Side label={t('shelf.versions.newer')} options={options} value={newer} onChange={chooseNewer}>
        <VersionPage path={path} version={after} />
      </Side>
      <ChangeList changes={templateChanges(before.template, after.template)} />
    </div>
  );
}

interface SideParts {
  readonly label: string;
  readonly options: readonly { readonly key: string; readonly text: string }[];
  readonly value: string;
  readonly onChange: (key: string) => void;
  readonly children: React.ReactNode;
}

function Side({ label, options, value, onChange, children }: SideParts) {
  return (
    <section className="version" aria-label={label}>
      <span className="label">{label}</span>
      <Choice label={label} value={value} options={options} onChange={onChange} />
      {children}
    </section>
  );
}

/** Its first sheet, with an invented learner. */
function VersionPage({
  path,
  version: { template },
}: {
  readonly path: string;
  readonly version: TemplateVersion;
}) {
  const { t } = useTranslation();
  const question = useCallback(
    () => ask('page.preview', { template: path, draft: template }),
    [path, template],
  );
  const [drawn] = useAnswer(question);
  if (drawn?.state === 'refused') return <ProblemList problems={drawn.problems} />;
  const [svg] = drawn?.state === 'here' ? drawn.value.pages : [];
  if (!svg) return <div className="page-waiting" aria-busy="true" />;
  return <PageView svg={svg} label={t('templates.version', { version: template.version })} />;
}
