import { useCallback, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { GalleryEntry } from '../../shared/desk/gallery.ts';
import { isWindowLanguage, type Language } from '../../shared/language.ts';
import type { Problem } from '../../shared/problem.ts';
import { ask, useAnswer } from '../desk.ts';
import { ProblemList } from '../ui/problem-list.tsx';

/** A new template from a bundled one: a file of the clerk's own, in the window's language and English. */
export function Gallery({ onMade }: { readonly onMade: (template: string) => void }) {
  const { t, i18n } = useTranslation();
  const [entries] = useAnswer(useCallback(() => ask('gallery.list'), []));
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const begin = async ({ name }: GalleryEntry) => {
    const [folder] = await window.shell.choose('folder');
    if (!folder) return;
    const spoken: Language = isWindowLanguage(i18n.language) ? i18n.language : 'en';
    const languages: readonly [Language, ...Language[]] = spoken === 'en' ? ['en'] : [spoken, 'en'];
    const made = await ask('gallery.new', { name, languages, out: `${folder}/${name}.json` });
    const [file] = made.ok ? made.value.files : [];
    if (file) onMade(file);
    else if (!made.ok) setProblems(made.problems);
  };
  return (
    <section className="gallery" aria-label={t('templates.gallery')}>
      <h2>{t('templates.gallery')}</h2>
      <p className="hint">{t('templates.gallery.text')}</p>
      <ProblemList problems={problems} />
      <div className="gallery-cards">
        {entries?.state === 'here' &&
          entries.value.map((entry) => (
            <Button key={entry.name} className="gallery-card" onPress={() => void begin(entry)}>
              <span
                className={`thumb ${entry.name}`}
                style={{ aspectRatio: `${entry.width} / ${entry.height}` }}
                aria-hidden="true"
              />
              {t(`gallery.${entry.name}`)}
            </Button>
          ))}
      </div>
    </section>
  );
}
