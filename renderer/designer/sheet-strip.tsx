import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { PageDesign } from '../../shared/template/design.ts';
import { PageView } from '../ui/page-view.tsx';
import './sheet-strip.css';

interface SheetStripParts {
  readonly sheets: number;
  readonly page: Pick<PageDesign, 'width' | 'height'>;
  /** SVG documents of those that were drawn. */
  readonly pages: readonly string[];
  /** From 0. */
  readonly shown: number;
  readonly onShow: (number: number) => void;
}

/** The sheets of a page that flows over several, small, to turn to. */
export function SheetStrip({ sheets, page, pages, shown, onShow }: SheetStripParts) {
  const { t } = useTranslation();
  return (
    <ToggleButtonGroup
      className="sheet-strip"
      aria-label={t('designer.on')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[shown]}
      onSelectionChange={(keys) => {
        const [number] = keys;
        if (number !== undefined) onShow(Number(number));
      }}
    >
      {Array.from({ length: sheets }, (_, number) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a sheet is its number.
        <ToggleButton key={number} id={number} className="sheet-small">
          <Small svg={pages[number]} page={page} />
          <span>{t('designer.sheet', { number: number + 1 })}</span>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

/** One that the learner shown does not come to is empty paper. */
function Small({ svg, page }: { readonly svg: string | undefined } & Pick<SheetStripParts, 'page'>) {
  if (svg !== undefined) return <PageView svg={svg} label="" />;
  return <span className="page-view" style={{ aspectRatio: `${page.width} / ${page.height}` }} />;
}
