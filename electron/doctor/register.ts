import type { Finding } from '../../shared/desk/doctor.ts';
import { problemOf } from '../fault.ts';
import { inSharedRegister } from '../postgres/open-shared.ts';
import { finding } from './finding.ts';

/** Nothing is later than this program's first year on an honest clock. */
const EARLIEST = '2026-01-01T00:00:00Z';

export interface RegisterState {
  readonly findings: readonly Finding[];
  /** When the newest credential was issued: the clock cannot be behind it. */
  readonly newest?: string;
}

/** Every page, table and chain of a register that is there; nothing is created. */
export async function examineRegister(path: string | undefined): Promise<RegisterState> {
  if (path === undefined) return { findings: [finding('register.none')] };
  try {
    return await inSharedRegister(path, async (register) => {
      const { entries, holds, ...broken } = await register.check();
      const newest = (await register.find({ search: '', offset: 0, limit: 1 })).entries[0]?.issuedAt;
      const [number = 0] = Object.values(broken);
      return {
        findings: [finding(holds ? 'register.well' : 'register.broken', { file: path, entries, number })],
        ...(newest !== undefined && { newest }),
      };
    });
  } catch (cause) {
    return { findings: [{ ...finding('register.refused', { file: path }), problems: [problemOf(cause)] }] };
  }
}

/** A clock that is behind dates seals wrongly, and certificates seem not to have begun. No time server is asked. */
export function examineClock(now: Date, newest: string | undefined): Finding {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const at = `${now.toISOString().slice(0, 19)}Z`;
  const than = newest !== undefined && newest > EARLIEST ? newest : EARLIEST;
  return now.getTime() < Date.parse(than)
    ? finding('clock.behind', { at, than })
    : finding('clock.well', { at, zone: timeZone });
}
