import { type BrowserWindow, Notification } from 'electron';
import type { BatchSummary } from '../shared/desk/batch.ts';
import type { DeskEvent } from '../shared/desk.ts';

const SHOWN: readonly string[] = ['batch.progress', 'extend.progress', 'print.progress'];

/** How far something long is, on the program's icon in the taskbar or dock. */
export function showProgress(window: BrowserWindow, event: DeskEvent): void {
  if (!('progress' in event) || !('total' in event.progress)) return;
  if (!SHOWN.includes(event.kind) || window.isDestroyed()) return;
  const { done, total } = event.progress;
  // Two and more is a bar that only says that something is going on.
  window.setProgressBar(total === 0 ? 2 : done / total);
}

export function clearProgress(window: BrowserWindow): void {
  if (!window.isDestroyed()) window.setProgressBar(-1);
}

/** One that is minimised stays so when it is only shown. */
export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** A batch has ended: clears the bar, and tells whoever looks elsewhere in numbers, naming nobody. */
export function tellEnding(
  window: BrowserWindow,
  summary: BatchSummary | undefined,
  say: (key: string) => string,
): void {
  if (window.isDestroyed()) return;
  window.setProgressBar(-1);
  if (!summary || window.isFocused() || !Notification.isSupported()) return;
  const { issued, refusals, cancelled, dryRun } = summary;
  const counted = `${say(dryRun ? 'issue.figure.ready' : 'issue.figure.issued')}: ${issued} · ${say('issue.figure.refused')}: ${refusals.length}`;
  const body = cancelled ? `${say('issue.cancelled')}\n${counted}` : counted;
  const notice = new Notification({ title: 'Sealwright', body });
  notice.on('click', () => bringForward(window));
  notice.show();
}
