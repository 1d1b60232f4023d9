import { open } from 'node:fs/promises';
import type { Outcome } from '../../shared/problem.ts';
import { isCostly, type SourceChoices } from '../../shared/roster/source.ts';
import type { RosterFile } from './errand.ts';
import { sendReader } from './host.ts';
import { readRoster } from './roster-errand.ts';

/**
 * Reads a roster file of any kind; one whose reading could cost more than it seems to is read by a process of its own.
 * Problems: those of the file and of `readSource`.
 */
export async function readRosterFile(
  file: string,
  choices: SourceChoices = {},
): Promise<Outcome<RosterFile>> {
  const errand = { errand: 'roster', order: { file, choices } } as const;
  const start = await firstBytes(file);
  if (!start || !isCostly(start)) return readRoster(errand.order);
  return sendReader(errand, { code: 'roster.too-much', where: { file } });
}

async function firstBytes(file: string): Promise<Uint8Array | undefined> {
  try {
    const handle = await open(file, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(new Uint8Array(2048), 0, 2048, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    // Whoever reads the whole says what is wrong.
    return undefined;
  }
}
