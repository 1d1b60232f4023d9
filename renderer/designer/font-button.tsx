import { useState } from 'react';
import { Button, FileTrigger } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { LARGEST_FONT } from '../../shared/page/sfnt.ts';
import type { Problem } from '../../shared/problem.ts';
import type { OwnFamily } from '../../shared/template/design.ts';
import { ProblemList } from '../ui/problem-list.tsx';
import { dataUrl } from './data-url.ts';

/** Takes a font file into the template; the core examines its tables and licence bits before anything is drawn in it. */
export function FontButton({ onFont }: { readonly onFont: (family: OwnFamily, source: string) => void }) {
  const { t } = useTranslation();
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const take = async (files: FileList | null) => {
    const file = files?.[0];
    if (!file) return;
    if (file.size > LARGEST_FONT) {
      const facts = { limit: LARGEST_FONT / (1024 * 1024) };
      return setProblems([{ code: 'file.too-large', where: { file: file.name }, facts }]);
    }
    setProblems([]);
    const [head, base64 = ''] = (await dataUrl(file)).split(',');
    // OpenType with CFF outlines begins with "OTTO"; what a system calls the type of the file differs.
    const type = base64.startsWith('T1RUT') ? 'otf' : 'ttf';
    if (head) onFont(familyOf(file.name), `data:font/${type};base64,${base64}`);
  };
  return (
    <>
      <FileTrigger acceptedFileTypes={['.ttf', '.otf']} onSelect={(files) => void take(files)}>
        <Button className="button small">{t('designer.font.add')}</Button>
      </FileTrigger>
      <ProblemList problems={problems} />
    </>
  );
}

/** `own-` and what a family name may hold of the file's, without the words for its face. */
export function familyOf(file: string): OwnFamily {
  const name = file
    .replace(/\.[a-z]+$/i, '')
    .replace(/[-_ ]?(?:regular|bold|italic|oblique|roman|book)/gi, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 40);
  return `own-${name || 'font'}`;
}
