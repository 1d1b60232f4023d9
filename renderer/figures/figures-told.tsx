import { useTranslation } from 'react-i18next';
import type { FigureFact, Figures } from '../../shared/desk/figures.ts';
import { localeOf } from '../locale.ts';
import { FiguresChart } from './figures-chart.tsx';

interface ToldParts {
  readonly by: FigureFact;
  readonly figures: Figures;
}

/** The figures as a table, and beside it as bars; who cannot see the bars has the table. */
export function FiguresTold({ by, figures }: ToldParts) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(localeOf(i18n.language));
  const shown = (count: number | undefined) =>
    count === undefined ? t('figures.hidden') : number.format(count);
  const { issued, groups, cost, costSaved, hoursSaved } = figures;
  const sums = [
    ['figures.all', shown(issued)],
    ['figures.spent', cost === undefined ? undefined : number.format(cost)],
    ['figures.saved', costSaved === undefined ? undefined : number.format(costSaved)],
    ['figures.hours', hoursSaved === undefined ? undefined : number.format(hoursSaved)],
  ] as const;
  if (groups.length === 0) return <p className="empty">{t('figures.nothing')}</p>;
  const rows = groups.map(({ value = '', label, count }) => ({
    ...{ value, label: label ?? t('figures.untold'), shown: shown(count) },
    ...(count !== undefined && { count }),
  }));
  return (
    <section className="figures-told">
      <dl className="figures" aria-live="polite">
        {sums.map(
          ([words, told]) =>
            told !== undefined && (
              <div key={words}>
                <dt>{t(words)}</dt>
                <dd>{told}</dd>
              </div>
            ),
        )}
      </dl>
      <div className="figures-sides">
        <table className="figures-table">
          <thead>
            <tr>
              <th scope="col">{t(`figures.by.${by}`)}</th>
              <th scope="col">{t('figures.count')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.value}>
                <th scope="row">{row.label}</th>
                <td>{row.shown}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <FiguresChart name={`${t('figures.chart')}: ${t(`figures.by.${by}`)}`} rows={rows} />
      </div>
    </section>
  );
}
