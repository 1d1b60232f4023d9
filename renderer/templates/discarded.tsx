import { useState } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { DiscardedTemplate } from '../../shared/desk/shelf.ts';
import type { Problem } from '../../shared/problem.ts';
import { localeOf } from '../locale.ts';
import { Icon } from '../ui/icon.tsx';
import { ProblemList } from '../ui/problem-list.tsx';
import { bringBack } from './shelf-actions.tsx';

interface DiscardedParts {
  readonly discarded: readonly DiscardedTemplate[];
  readonly onBack: (template: string) => void;
}

/** What was thrown away stays here until it is wanted again. */
export function Discarded({ discarded, onBack }: DiscardedParts) {
  const { t, i18n } = useTranslation();
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const day = new Intl.DateTimeFormat(localeOf(i18n.language), { dateStyle: 'medium' });
  if (discarded.length === 0) return null;
  return (
    <Disclosure className="discarded">
      <Heading level={2}>
        <Button slot="trigger" className="button quiet">
          <Icon name="right" />
          {t('shelf.discarded', { number: discarded.length })}
        </Button>
      </Heading>
      <DisclosurePanel>
        <ul>
          {discarded.map(({ id, name, from, at }) => (
            <li key={id}>
              <span title={from}>
                {name} · {day.format(new Date(at))}
              </span>
              <Button
                className="button small"
                aria-label={`${t('shelf.back')}: ${name}`}
                onPress={() => void bringBack(id, onBack).then(setProblems)}
              >
                {t('shelf.back')}
              </Button>
            </li>
          ))}
        </ul>
        <ProblemList problems={problems} />
      </DisclosurePanel>
    </Disclosure>
  );
}
