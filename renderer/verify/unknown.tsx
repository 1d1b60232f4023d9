import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { SealerReport } from '../../shared/desk/trust.ts';
import type { Problem } from '../../shared/problem.ts';
import { ask } from '../desk.ts';
import { FirstUse } from '../issuers/first-use.tsx';
import { ProblemList } from '../ui/problem-list.tsx';
import '../issuers/issuers.css';

/** Under a verdict about somebody nobody trusts: the question whether they are to be, only when it is asked for. */
export function Unknown({ file, onTrusted }: { readonly file: string; readonly onTrusted: () => void }) {
  const { t } = useTranslation();
  const [sealer, setSealer] = useState<SealerReport>();
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  if (sealer) return <FirstUse {...{ file, sealer, onTrusted }} onCancel={() => setSealer(undefined)} />;
  const question = async () => {
    const reply = await ask('trust.ask', { file });
    if (reply.ok) setSealer(reply.value);
    else setProblems(reply.problems);
  };
  return (
    <>
      <ProblemList problems={problems} />
      <div className="actions">
        <Button className="button" onPress={question}>
          {t('issuers.first')}
        </Button>
      </div>
    </>
  );
}
