import { useState } from 'react';
import { Button, FileTrigger } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/problem.ts';
import { ProblemList } from '../ui/problem-list.tsx';
import { dataUrl } from './data-url.ts';

/** Bytes: a template holds its pictures, and is itself bounded. */
const LARGEST = 2 * 1024 * 1024;
const TYPES = ['image/png', 'image/jpeg', 'image/svg+xml'];

/** Takes a picture into the template; the core reads its bytes strictly before anything is saved. */
export function PictureButton({ onPicture }: { readonly onPicture: (source: string) => void }) {
  const { t } = useTranslation();
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const take = async (files: FileList | null) => {
    const file = files?.[0];
    if (!file) return;
    if (file.size > LARGEST) {
      const facts = { limit: LARGEST / (1024 * 1024) };
      return setProblems([{ code: 'file.too-large', where: { file: file.name }, facts }]);
    }
    setProblems([]);
    onPicture(await dataUrl(file));
  };
  return (
    <>
      <FileTrigger acceptedFileTypes={TYPES} onSelect={(files) => void take(files)}>
        <Button className="button small">{t('designer.add.image')}</Button>
      </FileTrigger>
      <ProblemList problems={problems} />
    </>
  );
}
