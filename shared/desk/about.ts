import type { Language } from '../language.ts';
import type { Reply } from './reply.ts';

export interface AboutDesk {
  'studio.about'(): Promise<Reply<About>>;
}

export interface About {
  readonly version: string;
  readonly languages: readonly Language[];
}
