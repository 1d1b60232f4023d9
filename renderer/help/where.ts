import type { Place } from '../place.ts';

export interface HelpPlace {
  readonly guide: string;
  readonly section?: string;
}

/** Where the guides tell of each screen. */
export const HELP_OF: Readonly<Record<Exclude<Place['screen'], 'help'>, HelpPlace>> = {
  home: { guide: 'README' },
  templates: { guide: 'designing', section: 'begin-with-a-bundled-one' },
  designer: { guide: 'designing', section: 'design-the-page' },
  versions: { guide: 'designing', section: 'design-the-page' },
  issue: { guide: 'issuing', section: 'try-then-seal' },
  roster: { guide: 'issuing', section: 'look-at-the-learners' },
  register: { guide: 'office', section: 'find-show' },
  audit: { guide: 'office', section: 'prove-that-nothing-was-changed' },
  figures: { guide: 'office', section: 'count-for-funders-and-management' },
  office: { guide: 'office', section: 'work-with-several-people' },
  seals: { guide: 'issuing', section: 'look-at-the-e-seal-first' },
  verify: { guide: 'verifying' },
  issuers: { guide: 'verifying', section: 'verifying' },
  institution: { guide: 'designing' },
  settings: { guide: 'administrator', section: 'where-things-lie' },
};
