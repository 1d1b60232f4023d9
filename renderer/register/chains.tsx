import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask, useAnswer } from '../desk.ts';
import { localeOf } from '../locale.ts';
import { useProblemWords } from '../ui/problem-list.tsx';

interface ChainsParts {
  readonly register: string;
  readonly entries: number;
}

/** Whether the register is as it was written: proven while it is looked at already. */
export function Chains({ register, entries }: ChainsParts) {
  const { t, i18n } = useTranslation();
  const words = useProblemWords();
  const [proven, setProven] = useState(0);
  const [report] = useAnswer(useCallback(() => ask('register.chains', { register }), [register]));
  useEffect(
    () =>
      window.shell.listen((event) => {
        if (event.kind === 'chains.progress' && event.register === register) setProven(event.proven);
      }),
    [register],
  );
  const holds = report?.state === 'here' ? report.value.chainHolds : undefined;
  const share = new Intl.NumberFormat(localeOf(i18n.language), { style: 'percent' });
  return (
    <>
      {/* Told to the eye alone: a screen reader hears the end of it. */}
      {report?.state === 'waiting' && (
        <span className="proving">
          {t('register.waiting')}{' '}
          <span aria-hidden="true">{share.format(proven / Math.max(entries, 1))}</span>
        </span>
      )}
      <span
        role="status"
        className={holds ? 'holds' : holds === false || report?.state === 'refused' ? 'broken' : undefined}
      >
        {holds !== undefined && t(holds ? 'register.chain.holds' : 'register.chain.broken')}
        {report?.state === 'refused' && report.problems.map(words).join(' ')}
      </span>
    </>
  );
}
