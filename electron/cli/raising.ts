import type { BatchOrder } from '../../shared/desk/batch.ts';
import type { BatchRaising } from '../../shared/desk/extend.ts';
import { done, type Outcome, refused } from '../../shared/problem.ts';
import type { Values } from './command.ts';
import { flag, many, missing, one, text, texts, wrong } from './options.ts';
import type { Voice } from './voice.ts';

/** What commands take that seal and then raise, beside --timestamp, --trust and --crl. */
export const RAISING_OPTIONS = { level: one, cert: many, ocsp: many, online: flag } as const;

const ISSUED_LEVELS = ['B', 'T', 'LT', 'LTA'] as const;

/** To what level the run is to raise what it has sealed, and by what. */
export function raisingIn(
  values: Values,
): Outcome<Pick<BatchOrder, 'level' | 'certificates' | 'ocsps' | 'online'>> {
  const wished = values.level === undefined ? 'B' : text(values.level);
  const level = ISSUED_LEVELS.find((one) => one === wished);
  if (!level) return refused(wrong('--level', wished));
  if (level === 'B') return done({});
  if (texts(values.timestamp).length === 0) return refused(missing('--timestamp'));
  if (level !== 'T' && texts(values.trust).length === 0) return refused(missing('--trust'));
  const [certificates, ocsps] = [texts(values.cert), texts(values.ocsp)];
  return done({ level, certificates, ocsps, ...(values.online === true && { online: true }) });
}

/** Levels as the bytes have them; and when some are lower than ordered, how to go on. */
export function tellRaising({ to, levels, below, refusals, stopped }: BatchRaising, voice: Voice): void {
  const { words } = voice;
  for (const { problems } of refusals) voice.problems(problems);
  if (stopped) voice.problems([stopped]);
  const counts = Object.entries(levels).map(([level, count]) => `${count} × ${level}`);
  if (counts.length > 0) voice.line(words.say('summary.levels', { levels: counts.join(', ') }));
  if (below > 0) voice.line(words.say('summary.below', { count: below, level: to }));
}
