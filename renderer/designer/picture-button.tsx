import { useTranslation } from 'react-i18next';
import { dataUrl } from './data-url.ts';
import { FileButton } from './file-button.tsx';

/** Bytes: a template holds its pictures, and is itself bounded. */
const LARGEST = 2 * 1024 * 1024;
const TYPES = ['image/png', 'image/jpeg', 'image/svg+xml'];

interface PictureParts {
  readonly of: 'image' | 'signature';
  readonly onPicture: (source: string) => void;
}

/** Takes a picture into the template; the core reads its bytes strictly before anything is saved. */
export function PictureButton({ of, onPicture }: PictureParts) {
  const { t } = useTranslation();
  return (
    <FileButton
      label={t(`designer.add.${of}`)}
      types={TYPES}
      largest={LARGEST}
      onFile={async (file) => onPicture(await dataUrl(file))}
    />
  );
}
