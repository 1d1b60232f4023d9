import { availableParallelism } from 'node:os';
import { run } from 'node:test';
import { fileURLToPath } from 'node:url';
import reporter from './reporter.mjs';

// Hundreds of processes read the same modules: what one has stripped and compiled, the next ones take as it is.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url));

/**
 * Runs the tests of the globs given, as many files at a time as there are processors: half of them wait for disks and
 * children, and `node --test` leaves one processor out, which is half of a small machine.
 */
const tests = run({
  globPatterns: process.argv.slice(2),
  concurrency: availableParallelism(),
  // Of a file: what waits for ever shall not take the others' time.
  timeout: 15 * 60 * 1000,
});
tests.on('test:fail', () => {
  process.exitCode = 1;
});
tests.compose(reporter).pipe(process.stdout);
