import type { Desk, DeskEvent, DeskName } from './desk.ts';

/** What the window's bridge gives the page: the desk, its events, and the system's own file dialog. Nothing else. */
export interface Shell {
  ask<Name extends DeskName>(name: Name, ...order: Parameters<Desk[Name]>): ReturnType<Desk[Name]>;
  /** @returns how to stop listening. */
  listen(hear: (event: DeskEvent) => void): () => void;
  /** The system's dialog; undefined when the clerk closes it. */
  choose(what: ChoosableFile): Promise<string | undefined>;
}

export const CHOOSABLE_FILES = ['register', 'template', 'roster', 'seal'] as const;
export type ChoosableFile = (typeof CHOOSABLE_FILES)[number];

/** Channels of the bridge; the page never sees their names. */
export const CHANNELS = { ask: 'desk:ask', event: 'desk:event', choose: 'shell:choose' } as const;
