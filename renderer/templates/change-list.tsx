import { useTranslation } from 'react-i18next';
import type { TemplateChange } from '../../shared/template/changes.ts';

/** As many as anybody reads; the pages beside them show the rest. */
const MOST = 200;

export function ChangeList({ changes }: { readonly changes: readonly TemplateChange[] }) {
  const { t } = useTranslation();
  return (
    <section className="changes" aria-label={t('shelf.changes')}>
      <h2>{t('shelf.changes')}</h2>
      {changes.length === 0 && <p className="hint">{t('shelf.changes.none')}</p>}
      <ul>
        {changes.slice(0, MOST).map(({ what, where, was, is }) => (
          <li key={`${what} ${where}`}>
            <span className={`change ${what}`}>{t(`shelf.change.${what}`)}</span>{' '}
            <strong>{where.replace(/^\//, '').replaceAll('/', ' › ')}</strong>
            {(was !== undefined || is !== undefined) && (
              <div className="change-words">
                {was !== undefined && <del>{was}</del>} {is !== undefined && <ins>{is}</ins>}
              </div>
            )}
          </li>
        ))}
      </ul>
      {changes.length > MOST && <p>{t('issue.refused.more', { number: changes.length - MOST })}</p>}
    </section>
  );
}
