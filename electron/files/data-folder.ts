import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where the studio keeps what is its own and not a batch's: settings, imported lists, trusted issuers. The window tells
 * Electron's folder in SEALWRIGHT_DATA; the command line takes the system's usual place (XDG Base Directory 0.8).
 */
export function dataFolder(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const { SEALWRIGHT_DATA, XDG_DATA_HOME, APPDATA } = environment;
  if (SEALWRIGHT_DATA) return SEALWRIGHT_DATA;
  if (platform === 'win32') return join(APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Sealwright');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Sealwright');
  return join(XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'sealwright');
}
