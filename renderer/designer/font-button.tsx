import { useTranslation } from 'react-i18next';
import { LARGEST_FONT } from '../../shared/page/sfnt.ts';
import type { OwnFamily } from '../../shared/template/design.ts';
import { dataUrl } from './data-url.ts';
import { FileButton } from './file-button.tsx';

/** Takes a font file into the template; the core examines its tables and licence bits before anything is drawn in it. */
export function FontButton({ onFont }: { readonly onFont: (family: OwnFamily, source: string) => void }) {
  const { t } = useTranslation();
  const take = async (file: File) => {
    const [head, base64 = ''] = (await dataUrl(file)).split(',');
    // OpenType with CFF outlines begins with "OTTO"; what a system calls the type of the file differs.
    const type = base64.startsWith('T1RUT') ? 'otf' : 'ttf';
    if (head) onFont(familyOf(file.name), `data:font/${type};base64,${base64}`);
    return undefined;
  };
  return (
    <FileButton
      label={t('designer.font.add')}
      types={['.ttf', '.otf']}
      largest={LARGEST_FONT}
      onFile={take}
    />
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
