import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A printing system that keeps what it is given in a folder, for tests: `lp` and `lpstat` as CUPS has them. */
export interface SampleCups {
  /** PATH with its programs first. */
  readonly path: string;
  /** What has been handed over, the oldest first. */
  jobs(): readonly { readonly words: string; readonly bytes: Uint8Array }[];
}

/** It knows the printers Office and Hall, and refuses whatever is sent to Hall. */
export function makeSampleCups(folder: string): SampleCups {
  const [programs, spool] = [join(folder, 'programs'), join(folder, 'spool')];
  for (const made of [programs, spool]) mkdirSync(made, { recursive: true });
  program(
    join(programs, 'lp'),
    `case "$*" in *"-d Hall"*) echo 'lp: Hall takes no jobs.' >&2; exit 1;; esac
at=$(ls '${spool}' | wc -l)
cat > '${spool}'/$(printf %04d $at).pdf
echo "$*" > '${spool}'/$(printf %04d $at).words
echo 'request id is Office-1 (1 file(s))'`,
  );
  program(
    join(programs, 'lpstat'),
    `case $1 in -e) echo Office; echo Hall;; -d) echo 'system default destination: Office';; esac`,
  );
  return {
    path: [programs, process.env.PATH ?? ''].join(delimiter),
    jobs: () =>
      readdirSync(spool)
        .filter((name) => name.endsWith('.pdf'))
        .sort()
        .map((name) => ({
          bytes: new Uint8Array(readFileSync(join(spool, name))),
          words: readFileSync(join(spool, name.replace('.pdf', '.words')), 'utf8').trim(),
        })),
  };
}

function program(path: string, script: string): void {
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}
