import { ToggleButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { TextElement } from '../../shared/template/design.ts';
import { LabelledChoice } from './labelled-choice.tsx';
import type { OnPatch } from './patch.ts';

const ROLES = ['h1', 'h2', 'h3', 'p'] as const;
const HEIGHTS = ['top', 'middle', 'bottom'] as const;

type TextPart = Pick<TextElement, 'role' | 'rich' | 'vertical'>;

interface TextParts {
  readonly text: TextPart;
  /** A text in a flow stands where the one before it ends. */
  readonly flowing?: boolean;
  readonly onPatch: OnPatch<TextPart>;
}

/** What a text is to a reader who hears it, where it stands in its box, and whether its words hold marks. */
export function TextOptions({ text, flowing = false, onPatch }: TextParts) {
  const { t } = useTranslation();
  return (
    <div className="measures">
      <LabelledChoice
        label={t('designer.role')}
        value={text.role}
        options={ROLES.map((key) => ({ key, text: t(`designer.role.${key}`) }))}
        onChange={(role) => onPatch({ role })}
      />
      {!flowing && (
        <LabelledChoice
          label={t('designer.vertical')}
          value={text.vertical ?? 'top'}
          options={HEIGHTS.map((key) => ({ key, text: t(`designer.align.${key}`) }))}
          onChange={(vertical) => onPatch({ vertical })}
        />
      )}
      <ToggleButton
        className="button small wide"
        isSelected={text.rich === true}
        onChange={(rich) => onPatch({ rich: rich || undefined })}
      >
        {t('designer.rich')}
      </ToggleButton>
    </div>
  );
}
