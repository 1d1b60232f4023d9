import { execFileSync, spawn } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';

const DEBIAN = '/usr/lib/postgresql';
const GUARDED = 'guarded';

/** Said by tests that are passed over without a server. */
export const NO_SERVER = 'PostgreSQL is not installed: apt-get install postgresql';

export interface SampleServer {
  /** Address of a database that nobody has used. */
  fresh(): Promise<string>;
  /** The same for a user who has to tell this password. */
  guarded(password: string): Promise<string>;
  stop(): Promise<void>;
}

/** A server of its own in a temporary folder, reached over a socket there; undefined where there is none to start. */
export async function startServer(): Promise<SampleServer | undefined> {
  const bin = programs();
  if (bin === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-pg-'));
  // PostgreSQL refuses to run as root.
  const as = process.getuid?.() === 0 ? nobody() : undefined;
  if (as) chownSync(folder, as.uid, as.gid);
  const data = join(folder, 'data');
  const how = { ...as, cwd: folder, env: { PATH: process.env.PATH, LC_ALL: 'C' } };
  const made = ['-D', data, '-A', 'trust', '-U', 'desk', '-E', 'UTF8', '--locale=C', '--no-sync'];
  execFileSync(join(bin, 'initdb'), made, { ...how, stdio: 'ignore' });
  const access = join(data, 'pg_hba.conf');
  writeFileSync(access, `local all ${GUARDED} scram-sha-256\n${readFileSync(access, 'utf8')}`);
  const told = ['-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'fsync=off'];
  const server = spawn(join(bin, 'postgres'), told, { ...how, stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => server.on('exit', () => resolve()));
  const place = (database: string, user = 'desk'): string =>
    `postgresql://${user}@localhost/${database}?host=${folder}`;
  await answering(place('postgres'), () => server.exitCode);
  let databases = 0;
  const asked = async (...statements: readonly string[]): Promise<void> => {
    const client = new pg.Client({ connectionString: place('postgres') });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };
  return {
    async fresh() {
      const name = `register_${++databases}`;
      await asked(`CREATE DATABASE ${name}`);
      return place(name);
    },
    async guarded(password) {
      const name = `register_${++databases}`;
      await asked(
        `CREATE ROLE ${GUARDED} LOGIN PASSWORD '${password}'`,
        `CREATE DATABASE ${name} OWNER ${GUARDED}`,
      );
      return place(name, GUARDED);
    },
    async stop() {
      // At once; whoever is still connected is cut off.
      server.kill('SIGQUIT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function programs(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  return versions
    .map((version) => join(DEBIAN, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')));
}

function nobody(): { readonly uid: number; readonly gid: number } {
  const id = (which: string): number => Number(execFileSync('id', [which, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** Waits until the server takes questions. */
async function answering(place: string, exitCode: () => number | null): Promise<void> {
  for (;;) {
    const client = new pg.Client({ connectionString: place });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.end();
      return;
    } catch (cause) {
      if (exitCode() !== null) throw new Error(`postgres ended with ${exitCode()}`, { cause });
      await setTimeout(50);
    }
  }
}
