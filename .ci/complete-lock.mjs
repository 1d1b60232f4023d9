/**
 * A registry that serves no packages for foreign platforms leaves them out of the lockfile, and then `npm ci` refuses
 * it as out of step with package.json. This writes the missing optional packages back, by name, version and platform,
 * as npm does elsewhere. They are never installed on another platform, so nothing is fetched. Run it after every
 * `npm install` on such a machine: `node .ci/complete-lock.mjs`.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const PATH = new URL('../package-lock.json', import.meta.url);
const OS = /(android|darwin|linux|win32|freebsd)/;
const CPU = /-(arm64|x64|ia32|arm|ppc64|s390x|riscv64)/;

const lock = JSON.parse(readFileSync(PATH, 'utf8'));
let added = 0;
for (const [path, { optionalDependencies = {}, dev, license }] of Object.entries(lock.packages)) {
  for (const [name, version] of path === '' ? [] : Object.entries(optionalDependencies)) {
    const place = `node_modules/${name}`;
    if (lock.packages[place] ?? lock.packages[`${path}/${place}`]) continue;
    const os = OS.exec(name)?.[1];
    const cpu = CPU.exec(name)?.[1];
    if (!os || !cpu || !/^\d/.test(version))
      throw new Error(`${name}@${version} is missing and says no platform`);
    const libc = name.endsWith('musl') ? ['musl'] : name.endsWith('gnu') ? ['glibc'] : undefined;
    lock.packages[place] = { version, cpu: [cpu], dev, libc, license, optional: true, os: [os] };
    added += 1;
  }
}
const sorted = Object.entries(lock.packages).sort(([one], [other]) => one.localeCompare(other, 'en'));
lock.packages = Object.fromEntries(sorted);
writeFileSync(PATH, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${added} added\n`);
