import { useCallback } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ask, useAnswer } from '../desk.ts';
import { localeOf } from '../locale.ts';
import { type Place, useGo } from '../place.ts';
import { useSettings } from '../settings/settings.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { nameOf } from '../ui/name-of.ts';
import { type Next, whatNext } from './next.ts';

/** One line for each thing that waits; on a desk that has begun nothing yet there is nothing to tell. */
export function NextList() {
  const { t } = useTranslation();
  const { register } = useSettings().settings;
  const [diary] = useAnswer(useCallback(() => ask('diary.read'), []));
  const [shelf] = useAnswer(useCallback(() => ask('shelf.list'), []));
  if (diary?.state !== 'here' || shelf?.state !== 'here') return null;
  const { templates } = shelf.value;
  const waiting = whatNext(diary.value, templates, register, Date.now());
  if (waiting.length + templates.length === 0 && register === undefined) return null;
  return (
    <section className="next" aria-labelledby="next">
      <h2 id="next">{t('home.next')}</h2>
      {waiting.length === 0 ? (
        <p className="next-nothing">
          <Icon name="check" /> {t('next.nothing')}
        </p>
      ) : (
        <ul>
          {waiting.map((next) => (
            <li key={keyOf(next)}>
              <NextLine next={next} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function NextLine({ next }: { readonly next: Next }) {
  const { t, i18n } = useTranslation();
  const go = useGo();
  const { icon, to } = whereTo(next);
  const format = new Intl.DateTimeFormat(localeOf(i18n.language), { dateStyle: 'long' });
  return (
    <Button className={next.kind === 'seal.over' ? 'next-line over' : 'next-line'} onPress={() => go(to)}>
      <Icon name={icon} />
      {next.kind === 'draft' ? (
        <>
          <strong>{next.template.name}</strong>
          <span className="hint">
            {t('shelf.state.draft')}
            {next.template.changedAt && ` · ${format.format(new Date(next.template.changedAt))}`}
          </span>
        </>
      ) : (
        <>
          <strong>
            {t(`next.${next.kind}`, {
              name: next.entry.name,
              day: format.format(new Date(next.entry.until)),
            })}
          </strong>
          <span className="hint">{nameOf(next.entry.of)}</span>
        </>
      )}
      <Icon name="right" />
    </Button>
  );
}

function whereTo(next: Next): { readonly icon: IconName; readonly to: Place } {
  if (next.kind === 'draft')
    return { icon: 'template', to: { screen: 'designer', template: next.template.path } };
  if (next.kind === 'status') return { icon: 'register', to: { screen: 'register' } };
  return { icon: next.kind === 'seal.over' ? 'warning' : 'seal', to: { screen: 'seals' } };
}

function keyOf(next: Next): string {
  return next.kind === 'draft' ? next.template.path : `${next.kind} ${next.entry.of}`;
}
