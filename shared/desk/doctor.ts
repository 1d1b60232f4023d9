import type { Problem } from '../problem.ts';
import type { Reply } from './reply.ts';

export interface DoctorDesk {
  /** Looks at the machine under the studio. Asks nobody over the network, opens no key, tells nothing secret. */
  'doctor.examine'(order: ExaminationOrder): Promise<Reply<Examination>>;
}

export interface ExaminationOrder {
  /** The register to look through; the one last used when untold. */
  readonly register?: string;
  /** A folder that batches are to be written to, tried beside the studio's own. */
  readonly out?: string;
  /** A token's PKCS#11 library to load and ask for its tokens; never for a PIN. */
  readonly driver?: string;
}

/** `notice`: works, but should be known. `ill`: stands in the way of the work. */
export type Condition = 'well' | 'notice' | 'ill';

/** Every sentence an examination has; its words are `doctor.<saying>` in locales/<language>/cli.json. */
export const SAYINGS = {
  'runtime.well': 'well',
  'runtime.database': 'ill',
  'words.well': 'well',
  'words.missing': 'ill',
  'fonts.well': 'well',
  'fonts.missing': 'ill',
  'tokens.well': 'well',
  'tokens.unavailable': 'notice',
  'tokens.library': 'well',
  'tokens.empty': 'notice',
  'tokens.unloadable': 'ill',
  'clock.well': 'well',
  'clock.behind': 'ill',
  'clock.disk': 'notice',
  'disk.well': 'well',
  'disk.low': 'notice',
  'disk.unsound': 'ill',
  'register.none': 'notice',
  'register.well': 'well',
  'register.broken': 'ill',
  'register.refused': 'ill',
  'policy.none': 'well',
  'policy.well': 'well',
  'policy.broken': 'ill',
  'requests.none': 'well',
  'requests.some': 'well',
} as const satisfies Readonly<Record<string, Condition>>;

export type Saying = keyof typeof SAYINGS;

export interface Finding {
  readonly saying: Saying;
  readonly condition: Condition;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly problems?: readonly Problem[];
}

export interface Examination {
  readonly findings: readonly Finding[];
  /** The worst of them. */
  readonly condition: Condition;
}
