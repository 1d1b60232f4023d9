import { EventEmitter } from 'node:events';

/** What the product answers on a channel. */
export type Answer = (
  event: { senderFrame: { url: string; parent: unknown } | null; sender: unknown },
  ...order: unknown[]
) => unknown;

/** What each channel would do something with. */
const GIFTS: Readonly<Record<string, readonly unknown[]>> = {
  'desk:ask': ['studio.about'],
  'shell:choose': ['folder'],
  'shell:save': ['pdf', 'name'],
  'shell:reveal': ['/etc/passwd'],
  'shell:camera': [true],
};

/**
 * Channels that answer somebody whom they should not: a foreign page, a frame of ours, no frame at all, other contents.
 * @param touched grows with everything that the system was asked to show.
 */
export async function answeringStrangers(
  handlers: ReadonlyMap<string, Answer>,
  ours: unknown,
  touched: readonly string[],
): Promise<readonly string[]> {
  const frame = { url: 'app://sealwright/', parent: null };
  const strangers = [
    { senderFrame: { ...frame, url: 'app://sealwright.example/' }, sender: ours },
    { senderFrame: { ...frame, parent: {} }, sender: ours },
    { senderFrame: null, sender: ours },
    { senderFrame: frame, sender: new EventEmitter() },
  ];
  const answering = new Set<string>();
  for (const [channel, answer] of handlers) {
    const before = touched.length;
    for (const stranger of strangers) {
      const told = await answer(stranger, ...(GIFTS[channel] ?? []));
      if (touched.length > before || !isRefusal(told)) answering.add(channel);
    }
  }
  return [...answering];
}

/** Nothing, an empty list, or a reply that refuses. */
function isRefusal(told: unknown): boolean {
  if (Array.isArray(told)) return told.length === 0;
  return told === undefined || (told as { readonly ok: boolean }).ok === false;
}
