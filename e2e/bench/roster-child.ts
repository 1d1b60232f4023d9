import { readFileSync } from 'node:fs';
import { isErrand, runErrand } from '../../electron/reading/run-errand.ts';

/** What the reader of strangers' files does, and what that took: the most memory it held, seconds of the processor. */
process.on('message', (errand) => {
  if (!isErrand(errand)) return;
  const before = process.cpuUsage();
  void runErrand(errand).then((reply) => {
    const { user, system } = process.cpuUsage(before);
    process.send?.({
      reply,
      seconds: (user + system) / 1e6,
      megabytes: mostHeld(),
    });
  });
});

/** Since the program began: what the kernel tells of a process counts its parent's memory, too. */
function mostHeld(): number {
  return Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'latin1'))?.[1]) / 1024;
}
