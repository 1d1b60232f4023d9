/*
 * How the studio, which Electron lets start no process, has the main process start a reader for it. The two then talk
 * through a channel of their own, of which the main process sees nothing.
 */

/** One end of a channel: `MessagePortMain`, in a utility process as in the main one. */
export interface ChannelEnd {
  postMessage(message: unknown): void;
  on(event: 'message', hear: (message: { readonly data: unknown }) => void): unknown;
  /** Nothing is heard before. */
  start(): void;
}

/** What a studio asks for: a reader of its own number, and its end. */
export type LoanRequest =
  | { readonly lend: number /** MiB of what V8 manages. */; readonly memory: number }
  | { readonly takeBack: number };

/** What it is told: `lent` comes with the channel's end. */
export type LoanNotice = { readonly lent: number } | { readonly ended: number };

export function isLoanRequest(message: unknown): message is LoanRequest {
  return has(message, 'takeBack') || (has(message, 'lend') && has(message, 'memory'));
}

export function isLoanNotice(message: unknown): message is LoanNotice {
  return has(message, 'lent') || has(message, 'ended');
}

function has(message: unknown, name: string): boolean {
  if (typeof message !== 'object' || message === null || !Object.hasOwn(message, name)) return false;
  return typeof (message as Readonly<Record<string, unknown>>)[name] === 'number';
}
