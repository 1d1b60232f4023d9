import { type ClipboardEvent, useId, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/problem.ts';
import { ask } from '../desk.ts';
import { ProblemList } from '../ui/problem-list.tsx';

/** A table copied in a spreadsheet becomes a roster; the page may not read the clipboard by itself. */
export function PasteTable({ onPasted }: { readonly onPasted: (roster: string) => void }) {
  const { t } = useTranslation();
  const id = useId();
  const [open, setOpen] = useState(false);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const take = async (event: ClipboardEvent<HTMLTextAreaElement>) => {
    event.preventDefault();
    const reply = await ask('roster.paste', { text: event.clipboardData.getData('text/plain') });
    setProblems(reply.ok ? [] : reply.problems);
    if (!reply.ok) return;
    setOpen(false);
    onPasted(reply.value.roster);
  };
  if (!open) {
    return (
      <Button className="button quiet elsewhere-open" onPress={() => setOpen(true)}>
        {t('roster.paste')}
      </Button>
    );
  }
  return (
    <div className="paste-table">
      <label className="field" htmlFor={id}>
        <span className="label">{t('roster.paste.here')}</span>
        <textarea id={id} rows={3} value="" onChange={() => {}} onPaste={(event) => void take(event)} />
      </label>
      <ProblemList problems={problems} />
      <Button className="button" onPress={() => setOpen(false)}>
        {t('issue.cancel')}
      </Button>
    </div>
  );
}
