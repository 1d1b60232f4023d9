import { useCallback, useState } from 'react';
import { Button, Input, Label, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { FIGURE_FACTS, type FigureFact, type FiguresQuestion } from '../../shared/desk/figures.ts';
import { isWindowLanguage } from '../../shared/language.ts';
import type { Problem } from '../../shared/problem.ts';
import { ask, useAnswer } from '../desk.ts';
import { Choice } from '../ui/choice.tsx';
import { DayField } from '../ui/day-field.tsx';
import { Labelled, Tick } from '../ui/labelled.tsx';
import { ProblemList } from '../ui/problem-list.tsx';
import { Screen } from '../ui/screen.tsx';
import { FiguresTold } from './figures-told.tsx';
import './figures.css';

/** What is hidden when small numbers are. */
const SMALL = 5;
const DAY = /^\d{4}-\d\d-\d\d$/;
const AMOUNTS = [
  ['cost', 'figures.cost'],
  ['costBefore', 'figures.cost-before'],
  ['minutes', 'figures.minutes'],
  ['minutesBefore', 'figures.minutes-before'],
] as const;
type Amount = (typeof AMOUNTS)[number][0];

/** What a register has issued, counted: a table, the same as a chart, and a file. */
export function FiguresScreen({ register }: { readonly register: string }) {
  const { t, i18n } = useTranslation();
  const language = isWindowLanguage(i18n.language) ? i18n.language : 'en';
  const [by, setBy] = useState<FigureFact>('month');
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const [small, setSmall] = useState(true);
  const [amounts, setAmounts] = useState<Readonly<Partial<Record<Amount, string>>>>({});
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const told = JSON.stringify({
    ...{ register, by, language },
    ...(DAY.test(from) && { from }),
    ...(DAY.test(until) && { until }),
    ...(small && { least: SMALL }),
    ...numbersIn(amounts),
  });
  const question = useCallback(() => ask('figures.count', JSON.parse(told) as FiguresQuestion), [told]);
  const [figures] = useAnswer(question);
  const save = async () => {
    const csv = await window.shell.save('csv', `${t('figures.name')}-${by}`);
    if (csv === undefined) return;
    const reply = await ask('figures.count', { ...(JSON.parse(told) as FiguresQuestion), csv });
    setProblems(reply.ok ? [] : reply.problems);
    if (reply.ok) void window.shell.reveal(csv);
  };
  return (
    <Screen
      title={t('figures.title')}
      actions={
        <Button className="button" onPress={() => void save()}>
          {t('figures.save')}
        </Button>
      }
    >
      <p className="hint">{t('figures.text')}</p>
      <div className="figures-question">
        <Labelled label={t('figures.by')}>
          <Choice
            label={t('figures.by')}
            value={by}
            options={FIGURE_FACTS.map((key) => ({ key, text: t(`figures.by.${key}`) }))}
            onChange={setBy}
          />
        </Labelled>
        <DayField label={t('figures.from')} value={from} onChange={setFrom} />
        <DayField label={t('figures.until')} value={until} onChange={setUntil} />
        {AMOUNTS.map(([amount, words]) => (
          <TextField
            key={amount}
            className="field amount"
            inputMode="decimal"
            maxLength={12}
            value={amounts[amount] ?? ''}
            onChange={(typed) => setAmounts({ ...amounts, [amount]: typed })}
          >
            <Label className="label">{t(words)}</Label>
            <Input />
          </TextField>
        ))}
        <Tick text={t('figures.small')} chosen={small} onChange={setSmall} />
      </div>
      <ProblemList problems={figures?.state === 'refused' ? figures.problems : problems} />
      {figures?.state === 'here' && <FiguresTold by={by} figures={figures.value} />}
    </Screen>
  );
}

/** With a comma or a full stop, as the clerk's language has it; what is no number is not asked. */
function numbersIn(amounts: Readonly<Partial<Record<Amount, string>>>): Partial<Record<Amount, number>> {
  const numbers = Object.entries(amounts)
    .filter(([, typed]) => /^\d{1,7}([.,]\d{1,2})?$/.test(typed.trim()))
    .map(([amount, typed]) => [amount, Number(typed.trim().replace(',', '.'))]);
  return Object.fromEntries(numbers) as Partial<Record<Amount, number>>;
}
