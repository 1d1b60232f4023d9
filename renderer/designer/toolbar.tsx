import { Button, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../shared/language.ts';
import { nativeName } from '../locale.ts';
import { Choice } from '../ui/choice.tsx';
import { Icon } from '../ui/icon.tsx';
import type { Draft } from './use-draft.ts';

export const ZOOMS = ['fit', '75', '100', '150', '200'] as const;
export type Zoom = (typeof ZOOMS)[number];

const SIDES = ['page', 'contents', 'parity'] as const;
export type Side = (typeof SIDES)[number];

interface ToolbarParts {
  readonly draft: Draft;
  readonly side: Side;
  readonly language: Language;
  readonly zoom: Zoom;
  readonly onTurn: (side: Side) => void;
  readonly onSpeak: (language: Language) => void;
  readonly onZoom: (zoom: Zoom) => void;
}

export function Toolbar({ draft, side, language, zoom, onTurn, onSpeak, onZoom }: ToolbarParts) {
  const { t } = useTranslation();
  return (
    <div className="toolbar" role="toolbar" aria-label={t('designer.tools')}>
      <ToggleButtonGroup
        className="sides"
        aria-label={t('designer.sides')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[side]}
        onSelectionChange={(keys) => {
          const next = SIDES.find((each) => keys.has(each));
          if (next) onTurn(next);
        }}
      >
        {SIDES.map((key) => (
          <ToggleButton key={key} id={key} className="button">
            {t(`designer.side.${key}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <Button
        className="button quiet"
        aria-label={t('menu.undo')}
        isDisabled={!draft.canUndo}
        onPress={draft.undo}
      >
        <Icon name="undo" />
      </Button>
      <Button
        className="button quiet"
        aria-label={t('menu.redo')}
        isDisabled={!draft.canRedo}
        onPress={draft.redo}
      >
        <Icon name="redo" />
      </Button>
      {side === 'page' && (
        <Choice
          label={t('designer.zoom')}
          value={zoom}
          options={ZOOMS.map((key) => ({ key, text: key === 'fit' ? t('designer.fit') : `${key} %` }))}
          onChange={onZoom}
        />
      )}
      <Choice
        label={t('preview.language')}
        value={language}
        options={draft.template.languages.map((key) => ({ key, text: nativeName(key) }))}
        onChange={onSpeak}
      />
      <span className="hint" role="status">
        {t(`designer.${draft.saving}`, { version: draft.template.version })}
      </span>
    </div>
  );
}
