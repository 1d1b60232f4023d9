/** What the window's words are kept in: the files of each language in locales/. */
export const SPACES = ['app', 'problems', 'verdict', 'answer', 'elements', 'seal'] as const;
