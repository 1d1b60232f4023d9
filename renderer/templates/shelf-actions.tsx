import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Reply } from '../../shared/desk/reply.ts';
import type { Problem } from '../../shared/problem.ts';
import { ask } from '../desk.ts';
import { useGo } from '../place.ts';
import { ProblemList } from '../ui/problem-list.tsx';
import { tell } from '../ui/toasts.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { NameDialog } from './name-dialog.tsx';

interface ActionsParts {
  readonly template: string;
  /** None while the file cannot be read. */
  readonly name: string | undefined;
  /** Another template is chosen, or none. */
  readonly onTurn: (template: string | undefined) => void;
  /** The same, but not as it was. */
  readonly onChanged: () => void;
}

/** What can be done with a template as a whole. Everything that takes something away can be undone. */
export function ShelfActions({ template, name, onTurn, onChanged }: ActionsParts) {
  const { t } = useTranslation();
  const go = useGo();
  const [doing, setDoing] = useState<'duplicate' | 'rename' | 'export'>();
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const settle = <T,>(reply: Reply<T>): T | undefined => {
    setProblems(reply.ok ? [] : reply.problems);
    return reply.ok ? reply.value : undefined;
  };
  const discard = async () => {
    const gone = settle(await ask('shelf.discard', { template }));
    if (!gone) return;
    onTurn(undefined);
    tell(t('shelf.deleted', { name: name ?? template }), () => void bringBack(gone.discarded, onTurn));
  };
  const duplicate = async (copy: string) => {
    setDoing(undefined);
    const made = settle(await ask('shelf.duplicate', { template, name: copy }));
    if (!made) return;
    onTurn(made.path);
    tell(t('shelf.duplicated', { name: copy }));
  };
  const rename = async (next: string) => {
    setDoing(undefined);
    const before = await ask('template.read', { template });
    const renamed = await ask('shelf.rename', { template, name: next });
    if (settle(renamed) === undefined) return;
    onChanged();
    const undo = async () => {
      if (before.ok) settle(await ask('template.save', { template, draft: before.value }));
      onChanged();
    };
    tell(t('shelf.renamed', { name: next }), () => void undo());
  };
  return (
    <>
      <fieldset className="button-row shelf-actions" aria-label={t('shelf.actions')}>
        <Button
          className="button small"
          isDisabled={name === undefined}
          onPress={() => go({ screen: 'versions', template })}
        >
          {t('shelf.versions')}
        </Button>
        <Button
          className="button small"
          isDisabled={name === undefined}
          onPress={() => setDoing('duplicate')}
        >
          {t('shelf.duplicate')}
        </Button>
        <Button className="button small" isDisabled={name === undefined} onPress={() => setDoing('rename')}>
          {t('shelf.rename')}
        </Button>
        <Button className="button small" isDisabled={name === undefined} onPress={() => setDoing('export')}>
          {t('shelf.export')}
        </Button>
        <Button className="button small" onPress={() => void discard()}>
          {t('shelf.delete')}
        </Button>
      </fieldset>
      <ProblemList problems={problems} />
      {doing === 'duplicate' && (
        <NameDialog
          title={t('shelf.duplicate')}
          name={t('shelf.copyOf', { name: name ?? '' })}
          onNamed={(copy) => void duplicate(copy)}
          onClose={() => setDoing(undefined)}
        />
      )}
      {doing === 'rename' && (
        <NameDialog
          title={t('shelf.rename')}
          name={name ?? ''}
          onNamed={(next) => void rename(next)}
          onClose={() => setDoing(undefined)}
        />
      )}
      {doing === 'export' && (
        <ExportDialog template={template} name={name ?? ''} onClose={() => setDoing(undefined)} />
      )}
    </>
  );
}

/** From among those thrown away. */
export async function bringBack(
  discarded: string,
  onBack: (template: string) => void,
): Promise<readonly Problem[]> {
  const back = await ask('shelf.restore', { discarded });
  if (!back.ok) return back.problems;
  onBack(back.value.path);
  return [];
}
