import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { WorkerBatches } from '../batches/worker-batches.tsx';
import { type IssueProject, useGo } from '../place.ts';
import { PasteTable } from '../roster/paste-table.tsx';
import { correctionsOf } from '../roster/use-roster.ts';
import { SealField } from '../seals/seal-field.tsx';
import { SealPassword, takePassword } from '../seals/seal-password.tsx';
import { useSettings } from '../settings/settings.tsx';
import { PreviewPane } from '../templates/preview-pane.tsx';
import { usePreview } from '../templates/use-preview.ts';
import { FileField } from '../ui/file-field.tsx';
import { Icon } from '../ui/icon.tsx';
import { Tick } from '../ui/labelled.tsx';
import { ProblemList } from '../ui/problem-list.tsx';
import { Screen } from '../ui/screen.tsx';
import { BatchProgressBar } from './batch-progress.tsx';
import { BatchResult } from './batch-result.tsx';
import { ReplacesField, replacementOf } from './replaces-field.tsx';
import { useBatch } from './use-batch.ts';
import './issue.css';

/** From a template, a roster and a seal to sealed credentials: looked at, checked, then sealed. */
export function IssueScreen({ project = {} }: { readonly project?: IssueProject | undefined }) {
  const { t } = useTranslation();
  const go = useGo();
  const { settings, keep } = useSettings();
  const [chosen, setChosen] = useState(project);
  const { template, roster, corrections, seal, sealKey, out, trial, replaces } = chosen;
  const [ground, setGround] = useState('');
  const [handedOn, handOn] = useState(false);
  const replacement = replacementOf(replaces, ground.trim());
  const preview = usePreview(template, roster, corrections);
  const batch = useBatch();
  const password = useRef<HTMLInputElement>(null);
  const begun = useRef<{ readonly before: string | undefined }>(undefined);

  const choose = (change: Partial<IssueProject>) => {
    setChosen({ ...chosen, ...change });
    batch.forget();
    if (!trial) keep(withoutRoster(change));
  };
  // What replaces another is sealed at the desk.
  const forWorkers = handedOn && !replaces;
  const ready =
    template && roster && seal && out && (!replaces || ground.trim() !== '')
      ? {
          template,
          roster,
          seal,
          out,
          ...(sealKey && { sealKey }),
          ...(corrections && { corrections }),
          ...replacement,
        }
      : undefined;
  const start = (dryRun: boolean) => {
    if (!ready) return;
    // A dry run opens the seal too, and leaves the password where it was typed for the run that follows.
    const typed = dryRun ? (password.current?.value ?? '') : takePassword(password);
    // Known from its beginning: what is cut off is found again at home.
    if (!dryRun && (!trial || settings.register === undefined)) {
      begun.current = { before: settings.register };
      keep({ register: `${ready.out}/register.sqlite` });
    }
    void batch.run({ ...ready, password: typed, dryRun, ...(forWorkers && { forWorkers }) });
  };
  const { state } = batch;
  // Another press must not offer a token the same wrong PIN again.
  useEffect(() => {
    if (state.kind !== 'refused') return;
    takePassword(password);
    // Where nothing was begun there is no register.
    if (!state.summary && begun.current) keep({ register: begun.current.before });
    begun.current = undefined;
  }, [state, keep]);
  const ended = state.kind === 'ended' || state.kind === 'refused' ? state.summary : undefined;
  const goOn = (retry: boolean) => {
    if (!ended) return;
    const { batch: name, register } = ended;
    void batch.resume({ register, batch: name, password: takePassword(password), retry }, ended);
  };
  const running = state.kind === 'running';
  const checked = state.kind === 'ended' && state.summary.dryRun ? state.summary : undefined;

  return (
    <Screen title={t('rail.issue')}>
      <div className="columns">
        <form
          className="column"
          onSubmit={(event) => {
            event.preventDefault();
            start(checked === undefined);
          }}
        >
          {ended && (
            <BatchResult summary={ended} seal={seal ? { seal, sealKey, trial } : undefined} onGoOn={goOn} />
          )}
          {ended?.queued && <WorkerBatches register={ended.register} />}
          <fieldset disabled={running} className="steps">
            {replaces && <ReplacesField replacing={replaces} ground={ground} onChange={setGround} />}
            <FileField
              label={t('issue.template')}
              icon="template"
              kind="template"
              value={template}
              hint={t('issue.template.hint')}
              onChange={(path) => choose({ template: path })}
            />
            <FileField
              label={t('issue.roster')}
              icon="people"
              kind="roster"
              value={roster}
              hint={t('issue.roster.hint')}
              onChange={(path) => choose({ roster: path, corrections: correctionsOf(path) })}
            />
            <PasteTable onPasted={(path) => choose({ roster: path, corrections: correctionsOf(path) })} />
            {roster && (
              <Button
                className="button roster-open"
                onPress={() => go({ screen: 'roster', roster, project: chosen })}
              >
                <Icon name="people" />
                {t('issue.roster.open')}
              </Button>
            )}
            <SealField
              value={seal}
              sealKey={sealKey}
              onChange={(path, key) => choose({ seal: path, sealKey: key, trial: false })}
            />
            {trial ? (
              <p className="test-seal">{t('issue.trial')}</p>
            ) : (
              <SealPassword input={password} seal={seal} />
            )}
            <FileField
              label={t('issue.out')}
              icon="folder"
              kind="folder"
              value={out}
              hint={t('issue.out.hint')}
              onChange={(path) => choose({ out: path })}
            />
            {!replaces && (
              <div className="for-workers">
                <Tick text={t('issue.for-workers')} chosen={handedOn} onChange={handOn} />
                {handedOn && <p className="hint">{t('issue.for-workers.hint')}</p>}
              </div>
            )}
          </fieldset>
          {state.kind === 'refused' && <ProblemList problems={state.problems} />}
          {running && <BatchProgressBar state={state} tell={batch.tell} />}
          {!running && (
            <div className="actions">
              <Button
                className={checked ? 'button' : 'button primary'}
                isDisabled={!ready}
                onPress={() => start(true)}
              >
                {t('issue.check')}
              </Button>
              {checked && checked.issued > 0 && (
                <Button className="button primary" onPress={() => start(false)}>
                  {forWorkers ? t('issue.hand-over') : t('issue.seal-them', { count: checked.issued })}
                </Button>
              )}
            </div>
          )}
        </form>
        <PreviewPane key={`${template} ${roster}`} preview={preview} />
      </div>
    </Screen>
  );
}

/** A roster is of one batch; template, seal and folder serve again. */
function withoutRoster({ template, seal, sealKey, out }: Partial<IssueProject>) {
  return { ...(template && { template }), ...(seal && { seal, sealKey }), ...(out && { out }) };
}
