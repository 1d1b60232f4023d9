import { mkdirSync } from 'node:fs';
import { diskFault } from '../files/vault.ts';

/** With those above it. @throws StudioFault `file.disk-full` or `file.not-writable`. */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (cause) {
    throw diskFault(path, cause);
  }
}
