import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { RosterReport } from '../../shared/desk/roster.ts';
import type { Problem } from '../../shared/problem.ts';
import { ask } from '../desk.ts';
import { nameOf } from '../ui/name-of.ts';
import { ProblemList, useProblemWords } from '../ui/problem-list.tsx';

interface WriteRefusedParts {
  readonly roster: string;
  readonly report: RosterReport;
}

/** The refused rows with their reasons, beside the roster: for whoever has to mend them at the source. */
export function WriteRefused({ roster, report }: WriteRefusedParts) {
  const { t } = useTranslation();
  const words = useProblemWords();
  const [written, setWritten] = useState('');
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const write = async () => {
    const out = `${roster.replace(/\.[^./\\]+$/, '')}.refused.csv`;
    const { columns, refusals } = report;
    const rows = refusals.map(({ cells, problems: reasons }) => ({
      cells,
      reason: reasons.map((problem) => words(problem)).join(' '),
    }));
    const reply = await ask('roster.write-refused', { out, columns, heading: t('roster.reason'), rows });
    setProblems(reply.ok ? [] : reply.problems);
    if (!reply.ok) return;
    setWritten(out);
    await window.shell.reveal(out);
  };
  return (
    <div className="write-refused">
      <Button className="button" onPress={() => void write()}>
        {t('roster.write-refused')}
      </Button>
      <span className="hint" role="status">
        {written && t('roster.written', { name: nameOf(written) })}
      </span>
      <ProblemList problems={problems} />
    </div>
  );
}
