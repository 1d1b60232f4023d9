import type { RosterMapping } from '../roster/roster-mapping.ts';
import type { Table } from '../roster/table.ts';
import { canvasMapping } from './canvas.ts';
import { moodleMapping } from './moodle.ts';
import { oneRosterMapping } from './one-roster.ts';
import { xapiMapping } from './xapi.ts';

export type PlatformName = 'canvas' | 'moodle' | 'oneroster' | 'xapi';

export interface Recognised {
  readonly platform: PlatformName;
  readonly mapping: RosterMapping;
}

const PLATFORMS: readonly (readonly [PlatformName, (table: Table) => RosterMapping | undefined])[] = [
  ['xapi', xapiMapping],
  ['oneroster', oneRosterMapping],
  ['canvas', canvasMapping],
  ['moodle', moodleMapping],
];

/** Which platform's export this is, and how its columns are learners. */
export function recognise(table: Table): Recognised | undefined {
  for (const [platform, mappingOf] of PLATFORMS) {
    const mapping = mappingOf(table);
    if (mapping) return { platform, mapping };
  }
  return undefined;
}
