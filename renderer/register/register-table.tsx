import { observeElementOffset, useVirtualizer } from '@tanstack/react-virtual';
import { memo, useMemo, useRef, useState } from 'react';
import { Button, Checkbox } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { RegisterRow } from '../../shared/desk/register.ts';
import { localeOf } from '../locale.ts';
import { ProblemList } from '../ui/problem-list.tsx';
import { FarRows } from './far-rows.ts';
import { useRegisterRows } from './register-rows.ts';
import { StatusMark } from './status-mark.tsx';

const ROW_HEIGHT = 44;
const COLUMNS = ['name', 'title', 'serial', 'awarded', 'status', 'files'] as const;

/** A real table of the rows in sight, between two spacers; the ARIA counts tell a screen reader of all the others. */
interface TableParts {
  readonly register: string;
  readonly search: string;
  /** Id of the credential that is looked at. */
  readonly shown: string | undefined;
  readonly onShow: (id: string) => void;
  /** Ids of what was chosen for printing. */
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}

export function RegisterTable({ register, search, shown, onShow, chosen, onChoose }: TableParts) {
  const { t, i18n } = useTranslation();
  const scroller = useRef<HTMLElement>(null);
  const rows = useRegisterRows(register, search);
  const [far] = useState(() => new FarRows());
  const virtualizer = useVirtualizer({
    count: rows.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    observeElementOffset: (instance, tell) =>
      observeElementOffset(instance, (scrolled, isScrolling) => {
        const view = instance.scrollElement?.clientHeight ?? 0;
        tell(far.scrollTo(scrolled, view, instance.getTotalSize()), isScrolling);
      }),
  });
  const locale = localeOf(i18n.language);
  const day = useMemo(
    () => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }),
    [locale],
  );
  const items = virtualizer.getVirtualItems();
  const [first, last] = [items[0]?.start ?? 0, items.at(-1)?.end ?? 0];
  const { above, below } = far.around(first, last, virtualizer.getTotalSize());

  if (rows.problems.length > 0) return <ProblemList problems={rows.problems} />;
  if (rows.loaded && rows.total === 0) return <p className="empty">{t('register.nothing', { search })}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1).
    <section className="table-scroll" ref={scroller} tabIndex={0} aria-label={t('register.title')}>
      <table aria-rowcount={rows.total + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {/* Each box says itself what it chooses. */}
            <td className="tick-cell" />
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className={column}>
                {t(`register.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Spacer height={above} />
          {items.map(({ key, index, size }) => {
            const row = rows.at(index);
            const isShown = row !== undefined && row.id === shown;
            return (
              <Row key={key} {...{ row, day, index, isShown, onShow, chosen, onChoose }} height={size} />
            );
          })}
          <Spacer height={below} />
        </tbody>
      </table>
    </section>
  );
}

function Spacer({ height }: { readonly height: number }) {
  if (height <= 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty row takes no focus.
    <tr aria-hidden="true" className="spacer">
      {/* One cell: it would count columns that have given way. */}
      <td style={{ height }} />
    </tr>
  );
}

interface RowParts extends Pick<TableParts, 'onShow' | 'chosen' | 'onChoose'> {
  readonly row: RegisterRow | undefined;
  readonly isShown: boolean;
  readonly day: Intl.DateTimeFormat;
  readonly index: number;
  readonly height: number;
}

/** Drawn again only when it changes: a scroll draws the rows that come into sight, not those that are there. */
const Row = memo(function Row({ row, day, index, height, isShown, onShow, chosen, onChoose }: RowParts) {
  const { t } = useTranslation();
  const tick = (id: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    onChoose(next);
  };
  return (
    <tr aria-rowindex={index + 2} className={isShown ? 'shown' : undefined} style={{ height }}>
      {row ? (
        <>
          <td className="tick-cell">
            <Checkbox
              className="tick"
              aria-label={t('print.select', { serial: row.serial })}
              isSelected={chosen.has(row.id)}
              onChange={(on) => tick(row.id, on)}
            >
              <span className="box" aria-hidden="true" />
            </Checkbox>
          </td>
          <td className="name" title={row.name}>
            <Button className="row-button" onPress={() => onShow(row.id)}>
              {row.name || t('register.forgotten')}
            </Button>
          </td>
          <td className="title" title={row.title}>
            {row.title}
          </td>
          <td className="serial">{row.serial}</td>
          <td className="awarded">{day.format(new Date(`${row.awardedOn}T00:00:00Z`))}</td>
          <td className="status">
            <StatusMark status={row.status} />
          </td>
          <td className="files">
            {row.files.map((file) => (
              <span key={file.format} className="format">
                {file.format.toUpperCase()}
              </span>
            ))}
          </td>
        </>
      ) : (
        ['tick-cell', ...COLUMNS].map((column) => <td key={column} className={`skeleton ${column}`} />)
      )}
    </tr>
  );
});
