/*
 * Starts the built window with Electron, or says in one sentence why it cannot. Any arguments are handed on; `--sought` only looks
 * whether it could, before anything is built for it.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROGRAMS = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };

const main = join(dirname(fileURLToPath(import.meta.url)), '../out/main/main.js');
const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
const { version } = createRequire(import.meta.url)('electron/package.json');
const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist');
const program = join(dist, PROGRAMS[process.platform] ?? 'electron');

// The package fetches its program at the first start, where the network lets it.
if (!existsSync(program) && process.env.ELECTRON_OVERRIDE_DIST_PATH === undefined)
  spawnSync(process.execPath, [join(folder, 'install.js')], { stdio: 'ignore' });

if (existsSync(program)) {
  if (process.argv[2] === '--sought') process.exit();
  const child = spawn(program, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
} else {
  process.stderr.write(
    `The window needs Electron's own program, which is not at ${program}: run "npx install-electron" where the network allows it, or unpack Electron ${version} and name its folder in ELECTRON_OVERRIDE_DIST_PATH; the command line, "npx sealwright help", needs neither.\n`,
  );
  process.exitCode = 2;
}
