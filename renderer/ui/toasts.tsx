import {
  Button,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import './toasts.css';

/** What was just done, and how it is undone, if it can be. */
interface Told {
  readonly text: string;
  readonly undo?: (() => void) | undefined;
}

/** Milliseconds; the clock stands still while the pointer or the focus is on one. */
const SHOWN = 10_000;
const queue = new ToastQueue<Told>({ maxVisibleToasts: 3 });

export function tell(text: string, undo?: () => void): void {
  queue.add({ text, undo }, { timeout: SHOWN });
}

/** The corner of the window where things done are told, also to a screen reader. */
export function Toasts() {
  const { t } = useTranslation();
  return (
    <ToastRegion className="toasts" queue={queue}>
      {({ toast }) => (
        <Toast className="toast" toast={toast}>
          <ToastContent className="toast-words">
            <Text slot="title">{toast.content.text}</Text>
          </ToastContent>
          {toast.content.undo && (
            <Button
              className="button small toast-undo"
              onPress={() => {
                toast.content.undo?.();
                queue.close(toast.key);
              }}
            >
              {t('menu.undo')}
            </Button>
          )}
          <Button slot="close" className="button small quiet" aria-label={t('menu.close')}>
            <span aria-hidden="true">×</span>
          </Button>
        </Toast>
      )}
    </ToastRegion>
  );
}
