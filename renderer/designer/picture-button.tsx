import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/problem.ts';
import { dataUrl } from './data-url.ts';
import { FileButton } from './file-button.tsx';

/** Bytes: a template holds its pictures, and is itself bounded. */
const LARGEST = 2 * 1024 * 1024;
const SVG = 'image/svg+xml';
const TYPES = ['image/png', 'image/jpeg', SVG];

interface PictureParts {
  readonly of: 'image' | 'drawing' | 'signature';
  readonly onPicture: (source: string) => Problem | undefined;
}

/** Takes a picture into the template; the core reads its bytes strictly before anything is saved. */
export function PictureButton({ of, onPicture }: PictureParts) {
  const { t } = useTranslation();
  return (
    <FileButton
      label={t(`designer.add.${of}`)}
      types={of === 'drawing' ? [SVG] : TYPES}
      largest={LARGEST}
      onFile={async (file) => onPicture(await dataUrl(file))}
    />
  );
}
