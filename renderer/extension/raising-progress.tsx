import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ExtendProgress } from '../../shared/desk/extend.ts';
import { DoingBar } from '../ui/doing-bar.tsx';

interface ProgressParts {
  readonly progress: ExtendProgress | undefined;
  readonly onCancel: () => void;
}

export function RaisingProgress({ progress, onCancel }: ProgressParts) {
  const { t } = useTranslation();
  const { done = 0, total = 0 } = progress ?? {};
  return (
    <section className="batch-progress">
      <DoingBar doing={t('extension.raising')} done={done} total={total} />
      <div className="actions">
        <Button className="button" onPress={onCancel}>
          {t('issue.cancel')}
        </Button>
      </div>
    </section>
  );
}
