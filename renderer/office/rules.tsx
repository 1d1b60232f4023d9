import { useState } from 'react';
import { Checkbox } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { OfficeRules } from '../../shared/desk/office.ts';
import type { Problem } from '../../shared/problem.ts';
import { ask } from '../desk.ts';
import { Choice } from '../ui/choice.tsx';
import { ProblemList } from '../ui/problem-list.tsx';

/** Minutes. */
const LOCKS = [0, 2, 5, 10, 15, 30, 60] as const;

interface RulesParts {
  readonly register: string;
  readonly rules: OfficeRules;
  readonly onRuled: () => void;
}

export function Rules({ register, rules, onRuled }: RulesParts) {
  const { t } = useTranslation();
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const { fourEyes, lockMinutes } = rules;
  const settle = async (change: Partial<OfficeRules>) => {
    const reply = await ask('office.rule', { register, fourEyes, lockMinutes, ...change });
    setProblems(reply.ok ? [] : reply.problems);
    if (reply.ok) onRuled();
  };
  const locks = LOCKS.some((minutes) => minutes === lockMinutes) ? LOCKS : [...LOCKS, lockMinutes];
  return (
    <section className="rules">
      <h2>{t('office.rules')}</h2>
      <Checkbox
        className="tick"
        isSelected={fourEyes}
        onChange={(chosen) => void settle({ fourEyes: chosen })}
      >
        <span className="box" aria-hidden="true" />
        <span>
          <strong>{t('office.four-eyes')}</strong>
          <span className="hint">{t('office.four-eyes.text')}</span>
        </span>
      </Checkbox>
      <div className="field">
        <span className="label">{t('office.lock')}</span>
        <Choice
          label={t('office.lock')}
          value={String(lockMinutes)}
          options={locks.map((minutes) => ({
            key: String(minutes),
            text: minutes === 0 ? t('office.lock.never') : t('office.lock.after', { count: minutes }),
          }))}
          onChange={(minutes) => void settle({ lockMinutes: Number(minutes) })}
        />
      </div>
      <ProblemList problems={problems} />
    </section>
  );
}
