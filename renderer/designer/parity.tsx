import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ParityReport } from '../../shared/desk/page.ts';
import type { Language } from '../../shared/language.ts';
import type { ParityCell } from '../../shared/page/parity-table.ts';
import type { Template } from '../../shared/template/template.ts';
import { type Asked, ask } from '../desk.ts';
import { nativeName } from '../locale.ts';
import { correctionsOf } from '../roster/use-roster.ts';
import { FileField } from '../ui/file-field.tsx';
import { ProblemList } from '../ui/problem-list.tsx';
import './parity.css';

interface ParityParts {
  readonly path: string;
  readonly draft: Template;
  readonly onGo: (element: string, language: Language) => void;
}

/** Whether the page says the same in every language: each cell leads to the element in that language. */
export function Parity({ path, draft, onGo }: ParityParts) {
  const { t } = useTranslation();
  const [roster, setRoster] = useState<string>();
  const answer = useParity(path, draft, roster);
  return (
    <section className="parity" aria-label={t('designer.side.parity')}>
      <p className="hint">{t('parity.text')}</p>
      <FileField
        label={t('issue.roster')}
        kind="roster"
        value={roster}
        hint={t('parity.invented')}
        onChange={setRoster}
      />
      {answer?.state === 'refused' && <ProblemList problems={answer.problems} />}
      {answer?.state === 'here' && <Table report={answer.value} onGo={onGo} />}
    </section>
  );
}

function Table({ report, onGo }: { readonly report: ParityReport; readonly onGo: ParityParts['onGo'] }) {
  const { t } = useTranslation();
  const { languages, rows, learner } = report;
  const short = rows.flatMap(({ cells }) => cells).filter(({ falls }) => falls.length > 0).length;
  return (
    <>
      <p role="status">
        {short === 0 ? t('parity.none') : t('parity.short', { number: short })} ·{' '}
        {t('parity.learner', { name: learner.name })}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: as many columns as languages; it scrolls by keys too. */}
      <section className="parity-scroll" tabIndex={0} aria-label={t('parity.element')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('parity.element')}</th>
              {languages.map((language) => (
                <th key={language} scope="col">
                  {nativeName(language)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ element, kind, cells }) => (
              <tr key={element}>
                <th scope="row">
                  {element} <span className="hint">{t(`designer.kind.${kind}`)}</span>
                </th>
                {languages.map((language) => {
                  const cell = cells.find((each) => each.language === language);
                  return (
                    <td key={language}>{cell ? <Cell cell={cell} element={element} onGo={onGo} /> : '—'}</td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

interface CellParts {
  readonly cell: ParityCell;
  readonly element: string;
  readonly onGo: ParityParts['onGo'];
}

function Cell({ cell, element, onGo }: CellParts) {
  const { t, i18n } = useTranslation();
  const { language, falls, letters = '' } = cell;
  const size = new Intl.NumberFormat(i18n.language).format(cell.size ?? 0);
  const [worst = 'holds'] = falls;
  const words =
    falls.length === 0
      ? t('parity.holds')
      : falls.map((each) => t(`parity.${each}`, { letters, size })).join(', ');
  return (
    <Button
      className={`button small parity-cell ${worst}`}
      aria-label={`${element}, ${nativeName(language)}: ${words}`}
      onPress={() => onGo(element, language)}
    >
      {words}
    </Button>
  );
}

/** Asked again whenever draft or roster change; late answers are dropped. */
function useParity(path: string, draft: Template, roster: string | undefined) {
  const [answer, setAnswer] = useState<Asked<ParityReport>>();
  useEffect(() => {
    let wanted = true;
    const order = { template: path, draft, ...(roster && { roster, corrections: correctionsOf(roster) }) };
    void ask('page.parity', order).then((reply) => {
      if (!wanted) return;
      setAnswer(
        reply.ok ? { state: 'here', value: reply.value } : { state: 'refused', problems: reply.problems },
      );
    });
    return () => {
      wanted = false;
    };
  }, [path, draft, roster]);
  return answer;
}
