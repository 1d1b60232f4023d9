import { Button, ProgressBar } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ExtendProgress } from '../../shared/desk/extend.ts';
import { localeOf } from '../locale.ts';

interface ProgressParts {
  readonly progress: ExtendProgress | undefined;
  readonly onCancel: () => void;
}

export function RaisingProgress({ progress, onCancel }: ProgressParts) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(localeOf(i18n.language));
  const { done = 0, total = 0 } = progress ?? {};
  return (
    <section className="batch-progress">
      <ProgressBar
        aria-label={t('extension.raising')}
        value={done}
        maxValue={Math.max(total, 1)}
        isIndeterminate={total === 0}
      >
        {({ percentage = 0 }) => (
          <>
            <div className="progress-words">
              <strong>{t('extension.raising')}</strong>
              <span aria-live="polite">
                {t('issue.progress', { done: number.format(done), total: number.format(total) })}
              </span>
            </div>
            <div className="bar">
              <div className="fill" style={{ width: `${percentage}%` }} />
            </div>
          </>
        )}
      </ProgressBar>
      <div className="actions">
        <Button className="button" onPress={onCancel}>
          {t('issue.cancel')}
        </Button>
      </div>
    </section>
  );
}
