import { useCallback, useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { PagePreview } from '../../shared/desk/page.ts';
import type { Reply } from '../../shared/desk/reply.ts';
import { type Language, textIn } from '../../shared/language.ts';
import { done, type Problem } from '../../shared/problem.ts';
import type { Template } from '../../shared/template/template.ts';
import { ContentsDesk } from '../contents/contents-desk.tsx';
import { focusField } from '../contents/focus-field.ts';
import { ask, useAnswer } from '../desk.ts';
import { useGo } from '../place.ts';
import { nameOf } from '../ui/name-of.ts';
import { ProblemList } from '../ui/problem-list.tsx';
import { Screen } from '../ui/screen.tsx';
import { Checks } from './checks.tsx';
import type { Chosen } from './edit.ts';
import { elementAt } from './element-at.ts';
import { draftWritten } from './kept-drafts.ts';
import { PageDesk } from './page-desk.tsx';
import { Parity } from './parity.tsx';
import { toldOf } from './told.ts';
import { type Side, Toolbar, type Zoom } from './toolbar.tsx';
import { useDraft } from './use-draft.ts';
import { useDrawn } from './use-drawn.ts';
import './designer.css';

export function DesignerScreen({ path }: { readonly path: string }) {
  const { t } = useTranslation();
  const question = useCallback(async () => {
    await draftWritten(path);
    const reading = ask('template.read', { template: path });
    // The page is drawn while its tools are set out.
    const first = ask('page.preview', { template: path });
    const read = await reading;
    return read.ok ? done({ template: read.value, first }) : read;
  }, [path]);
  const [opened] = useAnswer(question);
  if (opened?.state === 'here') return <Designer key={path} path={path} {...opened.value} />;
  return (
    <Screen title={t('designer.title')}>
      {opened?.state === 'refused' && <ProblemList problems={opened.problems} />}
    </Screen>
  );
}

interface DesignerParts {
  readonly path: string;
  readonly template: Template;
  /** Its page as the file has it. */
  readonly first: Promise<Reply<PagePreview>>;
}

/** A template has two sides: its page, and what it awards. */
function Designer({ path, template: opened, first }: DesignerParts) {
  const { t } = useTranslation();
  const go = useGo();
  const draft = useDraft(path, opened);
  const { template } = draft;
  const [side, turn] = useState<Side>('page');
  const [chosen, choose] = useState<Chosen>(new Set());
  const [spoken, speak] = useState<Language>(template.languages[0]);
  const [zoom, setZoom] = useState<Zoom>('fit');
  // A language may be taken out while it is shown.
  const language = template.languages.includes(spoken) ? spoken : template.languages[0];
  const [hidden, hide] = useState<Chosen>(new Set());
  const drawn = useDrawn(path, template, language, hidden, first);
  const desk = useRef<HTMLDivElement>(null);
  /** JSON Pointer of the field to go to as soon as it is shown. */
  const [sought, seek] = useState<string>();

  useEffect(() => {
    if (sought === undefined || !desk.current) return;
    focusField(desk.current, sought);
    seek(undefined);
  }, [sought]);

  const leave = async () => {
    if (await draft.finish()) go({ screen: 'templates' });
  };
  const mend = (problem: Problem) => {
    const element = elementAt(template.page, problem);
    if (element !== undefined) {
      turn('page');
      return choose(new Set([element]));
    }
    turn('contents');
    seek(String(problem.facts?.path ?? ''));
  };
  const told = { saving: draft.problems, lacks: drawn.lacks, page: drawn.problems };
  const checks = <Checks problems={toldOf(nameOf(path), told)} onMend={mend} />;
  const [svg] = drawn.preview?.pages ?? [];
  return (
    <Screen
      title={textIn(template.name, language, template.languages) ?? t('designer.title')}
      actions={
        <Button className="button" onPress={() => void leave()}>
          {t('designer.done')}
        </Button>
      }
    >
      <Toolbar
        draft={draft}
        side={side}
        language={language}
        zoom={zoom}
        onTurn={turn}
        onSpeak={speak}
        onZoom={setZoom}
      />
      <div className="designer-desk" ref={desk}>
        {side === 'parity' && (
          <Parity
            path={path}
            draft={template}
            onGo={(element, told) => {
              speak(told);
              choose(new Set([element]));
              turn('page');
            }}
          />
        )}
        {side === 'page' && (
          <PageDesk
            draft={draft}
            pages={drawn.preview?.pages ?? []}
            zoom={zoom}
            chosen={chosen}
            hidden={hidden}
            onChoose={choose}
            onHide={hide}
          >
            {checks}
          </PageDesk>
        )}
        {side === 'contents' && (
          <ContentsDesk template={template} svg={svg} onChange={draft.change}>
            {checks}
          </ContentsDesk>
        )}
      </div>
    </Screen>
  );
}
