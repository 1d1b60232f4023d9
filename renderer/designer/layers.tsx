import { useTranslation } from 'react-i18next';
import type { PageDesign } from '../../shared/template/design.ts';
import { Icon } from '../ui/icon.tsx';
import type { Chosen } from './edit.ts';
import './layers.css';

interface LayersParts {
  readonly page: PageDesign;
  readonly chosen: Chosen;
  readonly locked: Chosen;
  readonly onChoose: (chosen: Chosen) => void;
  readonly onLock: (locked: Chosen) => void;
  /** Left out on screen for a while, to get at what lies below; never in what is sealed. */
  readonly hidden: Chosen;
  readonly onHide: (hidden: Chosen) => void;
}

/**
 * Everything on the page in reading order; what stands lower lies above. Plain buttons: three to an element, all drawn
 * anew with every change, they are most of what the designer draws.
 */
export function Layers({ page, chosen, locked, hidden, onChoose, onLock, onHide }: LayersParts) {
  const { t } = useTranslation();
  return (
    <section className="layers" aria-label={t('designer.layers')}>
      <h2>{t('designer.layers')}</h2>
      <ol>
        {page.elements.map(({ id, kind }) => (
          <li key={id} className={chosen.has(id) ? 'chosen' : undefined}>
            <button
              type="button"
              className="layer"
              aria-pressed={chosen.has(id)}
              onClick={() => onChoose(new Set([id]))}
            >
              <span className="layer-name">{id}</span>
              <span className="hint">{t(`designer.kind.${kind}`)}</span>
            </button>
            <button
              type="button"
              className="button quiet lock"
              aria-pressed={locked.has(id)}
              aria-label={t('designer.lock', { id })}
              onClick={() => onLock(toggled(locked, id))}
            >
              <Icon name={locked.has(id) ? 'locked' : 'unlocked'} />
            </button>
            <button
              type="button"
              className="button quiet lock"
              aria-pressed={hidden.has(id)}
              aria-label={t('designer.hide', { id })}
              onClick={() => onHide(toggled(hidden, id))}
            >
              <Icon name={hidden.has(id) ? 'hidden' : 'seen'} />
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

function toggled(set: Chosen, id: string): Chosen {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}
