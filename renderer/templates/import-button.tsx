import { useEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/problem.ts';
import { ask } from '../desk.ts';
import { useSettings } from '../settings/settings.tsx';
import { nameOf } from '../ui/name-of.ts';
import { tell } from '../ui/toasts.tsx';

interface ImportParts {
  /** A package to take in at once; else the clerk chooses one. */
  readonly offered?: string | undefined;
  readonly onImported: (template: string) => void;
  readonly onRefused: (problems: readonly Problem[]) => void;
}

/** Takes a template from another desk; whose seal vouches for it is told. */
export function ImportButton({ offered, onImported, onRefused }: ImportParts) {
  const { t } = useTranslation();
  const { settings } = useSettings();
  const take = async (file: string | undefined) => {
    const out = file && (await window.shell.save('json', nameOf(file).replace(/\.swtemplate$/i, '')));
    if (!file || !out) return;
    const taken = await ask('template.import', { file, out, trust: settings.trust ?? [] });
    if (!taken.ok) return onRefused(taken.problems);
    const { path, seal } = taken.value;
    onRefused([]);
    onImported(path);
    const verdict = seal && t(`verify.indication.${seal.indication}`);
    tell(seal ? t('shelf.imported.by', { by: seal.by, verdict }) : t('shelf.imported'));
  };
  const taken = useRef<string>(undefined);
  useEffect(() => {
    if (offered === undefined || taken.current === offered) return;
    taken.current = offered;
    void take(offered);
  });
  const choose = async () => take((await window.shell.choose('package'))[0]);
  return (
    <Button className="button import-open" onPress={() => void choose()}>
      {t('shelf.import')}
    </Button>
  );
}
