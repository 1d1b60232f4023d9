import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cacheFolder, installed, type Ran, run } from './program.ts';

const PROJECT = join(import.meta.dirname, 'java');
const SOURCES = join(PROJECT, 'src/main/java/judges');

export const missingJava = async (): Promise<string | undefined> =>
  (await installed('java')) && (await installed('mvn'))
    ? undefined
    : 'Java 17 and Maven are needed: apt-get install openjdk-17-jdk-headless maven';

let built: Promise<string> | undefined;

/** Runs one of the judges of `java/` in one JVM over all the paths. */
export const runJava = (args: readonly string[], files: readonly string[]): Promise<Ran> =>
  runJavaClass('judges.Main', args, files.map((file) => `${file}\n`).join(''));

/** Runs the main method of one class. */
export const runJavaClass = async (name: string, args: readonly string[], input: string): Promise<Ran> => {
  built ??= build();
  const target = await built;
  const classes = [join(target, 'judges-1.jar'), join(target, 'lib', '*')].join(delimiter);
  return run('java', ['-Xmx2g', '-Djava.awt.headless=true', '-cp', classes, name, ...args], { input });
};

/** The folder with the built judges; built once for every state of the sources and kept. */
const build = async (): Promise<string> => {
  const sources = [join(PROJECT, 'pom.xml')];
  for (const name of (await readdir(SOURCES)).sort()) sources.push(join(SOURCES, name));
  const digest = createHash('sha256');
  for (const source of sources) digest.update(await readFile(source));
  const target = join(cacheFolder(), `java-${digest.digest('hex').slice(0, 16)}`);
  if (existsSync(target)) return target;

  const building = `${target}.${process.pid}`;
  const order = ['-B', '-q', '-f', join(PROJECT, 'pom.xml'), `-Djudges.target=${building}`, 'package'];
  let ran = await run('mvn', ['-o', ...order]);
  // What the local repository lacks comes from the network, which may need more than one try.
  for (let tries = 0; ran.code !== 0 && tries < 4; tries += 1) {
    if (tries > 0) await pause(5000 * tries);
    ran = await run('mvn', order);
  }
  if (ran.code !== 0)
    throw new Error(`Maven could not build ${PROJECT}: ${(ran.out + ran.err).slice(-3000)}`);
  // Renamed last, so that a build broken off is never taken for a whole one.
  await rename(building, target).catch(async (error: unknown) => {
    if (!existsSync(target)) throw error;
    await rm(building, { recursive: true });
  });
  return target;
};
