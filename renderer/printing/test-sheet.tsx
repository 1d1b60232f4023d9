import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { isWindowLanguage } from '../../shared/language.ts';
import type { Problem } from '../../shared/problem.ts';
import { ask } from '../desk.ts';
import { ProblemList } from '../ui/problem-list.tsx';

/** Saves the sheet that a printer is tried with, in the window's language. */
export function TestSheetButton() {
  const { t, i18n } = useTranslation();
  const [saved, setSaved] = useState(false);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const save = async () => {
    const out = await window.shell.save('pdf', t('print.name.test'));
    if (out === undefined) return;
    const language = isWindowLanguage(i18n.language) ? i18n.language : 'en';
    const reply = await ask('print.test', { out, language });
    setSaved(reply.ok);
    setProblems(reply.ok ? [] : reply.problems);
  };
  return (
    <div className="test-sheet">
      <Button className="button" onPress={() => void save()}>
        {t('print.test')}
      </Button>
      <p className="hint" role="status">
        {t(saved ? 'print.test.saved' : 'print.test.text')}
      </p>
      <ProblemList problems={problems} />
    </div>
  );
}
