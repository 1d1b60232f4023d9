import { useEffect, useRef, useState } from 'react';
import { Button, Input, SearchField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useGo } from '../place.ts';
import { Screen } from '../ui/screen.tsx';
import { findInGuides } from './find.ts';
import type { Guide } from './guide.ts';
import { GuidePage } from './guide-page.tsx';
import type { HelpPlace } from './where.ts';
import './help.css';

const files = import.meta.glob<Guide>('../../docs/guide/*.md', { query: '?guide', import: 'default' });

/** In the order of a clerk's work; a guide that is not named here comes last. */
const ORDER = ['README', 'designing', 'issuing', 'verifying', 'office', 'administrator'];

/** The guides, read when they are first asked for. */
function useGuides(): readonly Guide[] {
  const [guides, setGuides] = useState<readonly Guide[]>([]);
  useEffect(() => {
    const place = ({ name }: Guide) => (ORDER.indexOf(name) + ORDER.length + 1) % (ORDER.length + 1);
    void Promise.all(Object.values(files).map((read) => read())).then((read) =>
      setGuides(read.toSorted((one, other) => place(one) - place(other))),
    );
  }, []);
  return guides;
}

interface ScreenParts {
  readonly guide: string | undefined;
  readonly section: string | undefined;
}

/** The guides of the program, in the program: searched, without a network, opened where they tell of the screen before. */
export function HelpScreen({ guide: name = 'README', section }: ScreenParts) {
  const { t, i18n } = useTranslation();
  const go = useGo();
  const guides = useGuides();
  const [search, setSearch] = useState('');
  const page = useRef<HTMLElement>(null);
  const shown = guides.find((guide) => guide.name === name) ?? guides[0];
  const found = findInGuides(guides, search);
  const searching = search.trim() !== '';

  useEffect(() => {
    if (!shown || searching) return;
    const heading = section === undefined ? undefined : document.getElementById(section);
    if (heading) heading.scrollIntoView();
    else page.current?.scrollTo(0, 0);
  }, [shown, section, searching]);

  const open = (place: HelpPlace) => {
    setSearch('');
    go({ screen: 'help', ...place });
  };
  return (
    <Screen
      title={t('rail.help')}
      actions={
        <SearchField className="search" aria-label={t('help.search')} value={search} onChange={setSearch}>
          <Input placeholder={t('help.search')} />
        </SearchField>
      }
    >
      {i18n.language !== 'en' && <p className="hint english">{t('help.english')}</p>}
      <div className="help">
        <nav aria-label={t('help.guides')} lang="en">
          <ul>
            {guides.map((guide) => (
              <li key={guide.name}>
                <Button
                  className="guide-name"
                  aria-current={guide === shown && !searching ? 'page' : 'false'}
                  onPress={() => open({ guide: guide.name })}
                >
                  {guide.title}
                </Button>
              </li>
            ))}
          </ul>
        </nav>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1). */}
        <section className="help-page" ref={page} tabIndex={0} aria-label={t('help.guides')}>
          {searching ? (
            <div role="status">
              {found.length === 0 && <p>{t('help.nothing', { search })}</p>}
              <ul className="guide-found" lang="en">
                {found.map(({ guide, section: { id, title }, excerpt }) => (
                  <li key={`${guide.name} ${id}`}>
                    <Button className="found" onPress={() => open({ guide: guide.name, section: id })}>
                      <strong>{title}</strong>
                      <span className="hint">{guide.title}</span>
                      <span>{excerpt}</span>
                    </Button>
                  </li>
                ))}
              </ul>
            </div>
          ) : (
            shown && <GuidePage guide={shown} onOpen={open} />
          )}
        </section>
      </div>
    </Screen>
  );
}
