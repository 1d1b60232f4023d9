import { memo, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { RosterRefusal } from '../../shared/desk/roster.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Mending } from '../../shared/roster/mend.ts';
import { useProblemWords } from '../ui/problem-list.tsx';

interface RefusedRowParts {
  readonly refusal: RosterRefusal;
  readonly columns: readonly string[];
  readonly onMend: (change: Mending) => void;
}

/**
 * One learner as the file has them, cell by cell; what is wrong stands below and is marked in its cell. Drawn again only
 * when it changes, and of the plainest parts: a roster may have a hundred thousand, and rows scroll by.
 */
export const RefusedRow = memo(function RefusedRow({ refusal, columns, onMend }: RefusedRowParts) {
  const { t } = useTranslation();
  const words = useProblemWords();
  const { row, cells, problems } = refusal;
  const faulty = new Set(problems.map(({ where }) => where?.column));
  return (
    <fieldset className="refused-row">
      <legend>{t('roster.row', { row, name: refusal.name })}</legend>
      <div className="cells">
        {columns.map((heading, column) => (
          <Cell
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is told by its place; headings may stand twice.
            key={column}
            heading={heading}
            was={cells[column] ?? ''}
            isFaulty={faulty.has(heading)}
            onMend={(is) => onMend({ kind: 'cell', row, column, is })}
          />
        ))}
      </div>
      {problems.map((problem) => (
        <p key={JSON.stringify(problem)} className="fault">
          {words(problem)}
          <TwoPeople problem={problem} row={row} onMend={onMend} />
        </p>
      ))}
    </fieldset>
  );
});

/** Same name and birthday, two numbers: only the clerk knows whether that is one person. */
function TwoPeople({
  problem,
  row,
  onMend,
}: {
  readonly problem: Problem;
  readonly row: number;
  readonly onMend: RefusedRowParts['onMend'];
}) {
  const { t } = useTranslation();
  const first = Number(problem.facts?.first);
  if (problem.code !== 'row.same-person-asked' || !Number.isInteger(first)) return null;
  return (
    <Button className="button small" onPress={() => onMend({ kind: 'two-people', rows: [first, row] })}>
      {t('roster.two-people')}
    </Button>
  );
}

interface CellParts {
  readonly heading: string;
  readonly was: string;
  readonly isFaulty: boolean;
  readonly onMend: (is: string) => void;
}

/** Mended when it is left, or with Enter; Escape takes back what was typed. */
function Cell({ heading, was, isFaulty, onMend }: CellParts) {
  const [typed, type] = useState<string>();
  const is = typed ?? was;
  const mend = () => {
    if (is !== was) onMend(is);
  };
  return (
    <label className={isFaulty ? 'field missing' : 'field'}>
      <span className="tongue">{heading}</span>
      <input
        value={is}
        aria-invalid={isFaulty || undefined}
        onChange={({ target }) => type(target.value)}
        onBlur={mend}
        onKeyDown={({ key }) => {
          if (key === 'Enter') mend();
          if (key === 'Escape') type(undefined);
        }}
      />
    </label>
  );
}
