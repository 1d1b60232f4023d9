import type { LaterChange } from '../verifying/pdf/later-change.ts';
import { CHECK_CODES, CHECK_NAMES, type Check } from './check.ts';

const CHANGES: Readonly<Record<LaterChange['what'], true>> = {
  timestamp: true,
  'validation-data': true,
  seal: true,
  'visible-seal': true,
  pages: true,
  page: true,
  annotation: true,
  form: true,
  catalogue: true,
  information: true,
};
const STATES: Readonly<Record<Check['state'], true>> = { good: true, bad: true, open: true };

/** Every key of locales/<language>/answer.json: what answers, window, command line and reports say. */
export const ANSWER_WORDS: readonly string[] = [
  ...CHECK_NAMES.map((name) => `check.${name}`),
  ...CHECK_CODES.map((code) => `check.${code}`),
  ...Object.keys(CHANGES).map((what) => `change.${what}`),
  ...Object.keys(STATES).map((state) => `state.${state}`),
  ...['title', 'at', 'digest', 'further', 'said', 'basis'].map((part) => `report.${part}`),
  ...['use', 'stop', 'hold', 'none', 'foreign', 'source'].map((part) => `camera.${part}`),
];
