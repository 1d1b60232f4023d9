import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { PageDesign } from '../../shared/template/design.ts';
import { Icon } from '../ui/icon.tsx';
import type { Chosen } from './edit.ts';

interface LayersParts {
  readonly page: PageDesign;
  readonly chosen: Chosen;
  readonly locked: Chosen;
  readonly onChoose: (chosen: Chosen) => void;
  readonly onLock: (locked: Chosen) => void;
}

/** Everything on the page in reading order; what stands lower lies above. */
export function Layers({ page, chosen, locked, onChoose, onLock }: LayersParts) {
  const { t } = useTranslation();
  const toggle = (id: string) => {
    const next = new Set(locked);
    if (!next.delete(id)) next.add(id);
    onLock(next);
  };
  return (
    <section className="layers" aria-label={t('designer.layers')}>
      <h2>{t('designer.layers')}</h2>
      <ol>
        {page.elements.map(({ id, kind }) => (
          <li key={id} className={chosen.has(id) ? 'chosen' : undefined}>
            <Button className="layer" aria-pressed={chosen.has(id)} onPress={() => onChoose(new Set([id]))}>
              <span className="layer-name">{id}</span>
              <span className="hint">{t(`designer.kind.${kind}`)}</span>
            </Button>
            <Button
              className="button quiet lock"
              aria-pressed={locked.has(id)}
              aria-label={t('designer.lock', { id })}
              onPress={() => toggle(id)}
            >
              <Icon name={locked.has(id) ? 'locked' : 'unlocked'} />
            </Button>
          </li>
        ))}
      </ol>
    </section>
  );
}
