import type { Desk, DeskEvent, DeskName } from './desk.ts';

/** What the window's bridge gives the page: the desk, its events, and the system's own dialogs. Nothing else. */
export interface Shell {
  ask<Name extends DeskName>(name: Name, ...order: Parameters<Desk[Name]>): ReturnType<Desk[Name]>;
  /** @returns how to stop listening. */
  listen(hear: (event: DeskEvent) => void): () => void;
  /** The system's dialog: paths, none when the clerk closes it; more than one only of documents, certificates and what proves them. */
  choose(what: Choosable): Promise<readonly string[]>;
  /** The system's dialog for a file to be written: its path, none when the clerk closes it. `name` is a suggestion. */
  save(what: Savable, name: string): Promise<string | undefined>;
  /** Where a file lies that was dropped on the page; empty when it lies nowhere. */
  pathOf(file: File): string;
  /** Hears what was chosen in the menu. @returns how to stop listening. */
  listenToMenu(hear: (command: MenuCommand) => void): () => void;
  /** Hears which files the system was told to open with the program, those of its start too. @returns how to stop. */
  listenToOpened(hear: (paths: readonly string[]) => void): () => void;
  /** Before the page asks for the camera, since its button was pressed, and when that was answered: nothing else is given it. */
  camera(asking: boolean): Promise<void>;
  /** Shows a file or folder in the system's file manager. */
  reveal(path: string): Promise<void>;
}

export const CHOOSABLES = [
  'register',
  'template',
  'package',
  'roster',
  'seal',
  'module',
  'key',
  'evidence',
  'certificate',
  'document',
  'list',
  'folder',
] as const;
export type Choosable = (typeof CHOOSABLES)[number];

/** Endings of files that the window has written. */
export const SAVABLES = ['pdf', 'csv', 'json', 'swtemplate'] as const;
export type Savable = (typeof SAVABLES)[number];

/** The window's screens, in the order of its rail and menu. */
export const SCREENS = [
  'home',
  'templates',
  'issue',
  'register',
  'seals',
  'verify',
  'issuers',
  'settings',
  'help',
] as const;
export type ScreenName = (typeof SCREENS)[number];

/** What the menu can ask of the page: a screen, or one of what lies above them all. */
export type MenuCommand = ScreenName | 'palette' | 'shortcuts';

/** The keys of each, as the menu shows them and the page hears them. `Mod` is ⌘ on a Mac and Ctrl elsewhere. */
export const SHORTCUTS: Readonly<Record<MenuCommand, string>> = {
  palette: 'Mod+K',
  home: 'Mod+1',
  templates: 'Mod+2',
  issue: 'Mod+3',
  register: 'Mod+4',
  seals: 'Mod+5',
  verify: 'Mod+6',
  issuers: 'Mod+7',
  settings: 'Mod+,',
  help: 'F1',
  shortcuts: 'Mod+/',
};

/** Channels of the bridge; the page never sees their names. */
export const CHANNELS = {
  ask: 'desk:ask',
  event: 'desk:event',
  choose: 'shell:choose',
  save: 'shell:save',
  reveal: 'shell:reveal',
  camera: 'shell:camera',
  menu: 'shell:menu',
  opened: 'shell:opened',
} as const;
