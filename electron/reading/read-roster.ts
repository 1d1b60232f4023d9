import { open } from 'node:fs/promises';
import type { Outcome } from '../../shared/problem.ts';
import { isCostly, type SourceChoices } from '../../shared/roster/source.ts';
import type { RosterFile } from './errand.ts';
import { sendReader } from './host.ts';
import { readRoster } from './roster-errand.ts';

/** Bytes of separated values that cost less than starting a reader does, or a second at the very worst. */
const SMALL = 64 * 1024;

/**
 * Reads a roster file of any kind, all but a short one of separated values by a process of its own.
 * Problems: those of the file and of `readSource`; `roster.too-much`.
 */
export async function readRosterFile(
  file: string,
  choices: SourceChoices = {},
): Promise<Outcome<RosterFile>> {
  const errand = { errand: 'roster', order: { file, choices } } as const;
  if (await isCheap(file)) return readRoster(errand.order);
  return sendReader(errand, { code: 'roster.too-much', where: { file } });
}

/** Whether the studio itself may read a file. */
export async function isCheap(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(new Uint8Array(2048), 0, 2048, 0);
      return (await handle.stat()).size <= SMALL && !isCostly(buffer.subarray(0, bytesRead));
    } finally {
      await handle.close();
    }
  } catch {
    // Whoever reads the whole says what is wrong.
    return true;
  }
}
