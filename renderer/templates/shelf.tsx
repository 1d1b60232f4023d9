import { useState } from 'react';
import { Input, ListBox, ListBoxItem, SearchField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Shelf as ShelfTold, ShelvedTemplate } from '../../shared/desk/shelf.ts';
import { localeOf, nativeName } from '../locale.ts';

interface ShelfParts {
  readonly shelf: ShelfTold;
  readonly template: string | undefined;
  readonly onChoose: (template: string) => void;
}

/** The templates this desk works with, the one changed last first. */
export function Shelf({ shelf: { templates }, template, onChoose }: ShelfParts) {
  const { t, i18n } = useTranslation();
  const [search, setSearch] = useState('');
  const locale = localeOf(i18n.language);
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const wanted = search.trim().toLocaleLowerCase(locale);
  const found = templates.filter(({ name, path }) =>
    `${name} ${path}`.toLocaleLowerCase(locale).includes(wanted),
  );
  const told = ({ version, languages, changedAt }: ShelvedTemplate) =>
    [
      version !== undefined && t('templates.version', { version }),
      languages?.map(nativeName).join(', '),
      changedAt && moment.format(new Date(changedAt)),
    ]
      .filter(Boolean)
      .join(' · ');
  if (templates.length === 0) return <p className="hint shelf-empty">{t('shelf.empty')}</p>;
  return (
    <section className="shelf" aria-label={t('shelf.title')}>
      <SearchField className="search" aria-label={t('shelf.search')} value={search} onChange={setSearch}>
        <Input placeholder={t('shelf.search')} />
      </SearchField>
      <ListBox
        className="shelf-list"
        aria-label={t('shelf.title')}
        items={found.map((one) => ({ ...one, id: one.path }))}
        selectionMode="single"
        selectedKeys={template === undefined ? [] : [template]}
        renderEmptyState={() => <p className="hint">{t('register.nothing', { search })}</p>}
        onSelectionChange={(keys) => {
          const [path] = keys === 'all' ? [] : keys;
          if (path !== undefined) onChoose(String(path));
        }}
      >
        {(one) => (
          <ListBoxItem className="shelf-item" textValue={one.name}>
            <strong>{one.name}</strong>
            <span className={`shelf-state ${one.state}`}>{t(`shelf.state.${one.state}`)}</span>
            <span className="hint" title={one.path}>
              {one.state === 'missing' ? one.path : told(one)}
            </span>
          </ListBoxItem>
        )}
      </ListBox>
    </section>
  );
}
