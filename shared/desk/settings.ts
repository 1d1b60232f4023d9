import type { Language } from '../language.ts';
import type { Reply } from './reply.ts';

export interface SettingsDesk {
  'settings.read'(): Promise<Reply<Settings>>;
  /** All of them at once; what is left out is forgotten. */
  'settings.save'(settings: Settings): Promise<Reply<null>>;
}

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** What one person at one desk prefers, and where they were. Nothing secret, nothing about learners. */
export interface Settings {
  /** Of the window; the system's when untold. */
  readonly language?: Language;
  readonly theme?: Theme;
  /** Paths last used, offered again. */
  readonly register?: string;
  readonly template?: string;
  readonly seal?: string;
  /** The key of `seal`, where it lies apart. */
  readonly sealKey?: string;
  readonly out?: string;
  /** Library of the tokens that were last looked at. */
  readonly tokenModule?: string;
  /** Addresses of time-stamping authorities, the first to be asked first. */
  readonly timestamps?: readonly string[];
  /** Certificates that the verifier trusts. */
  readonly trust?: readonly string[];
}
