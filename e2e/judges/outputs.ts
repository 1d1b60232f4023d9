import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { nodeEngine } from '../../electron/engine.ts';
import { replaceFile } from '../../electron/files/replace.ts';
import { writeZip } from '../../shared/archive-writer.ts';
import { distinctNames, safeName } from '../../shared/outputs/file-name.ts';
import { writeDraft } from '../../shared/outputs/mail-draft.ts';
import { HOSTILE_CELLS, REAL_NAMES } from '../../shared/roster/sample-names.ts';
import type { Line, Trial } from './hearing.ts';
import { missingPython, runPython } from './python.ts';

/** Python's zipfile and email read archives and drafts of learners with every name we have, and tell what is in them. */
export const outputs: Trial = {
  name: 'archives and drafts (Python)',
  missing: missingPython,
  async *hear(scratch) {
    const folder = join(scratch, 'outputs');
    await mkdir(folder, { recursive: true });
    const started = performance.now();
    const distinct = distinctNames();
    const learners = [...HOSTILE_CELLS, ...REAL_NAMES]
      .map((name) => ({
        name: name.replace(/\p{C}/gu, ' ').replace(/\s+/g, ' ').trim(),
        file: safeName(name),
      }))
      .filter(({ name, file }) => name !== '' && file !== '')
      .map(({ name, file }) => ({ name, file: `${distinct(file)}.pdf`, bytes: nodeEngine.random(900) }));
    const archive = join(folder, 'all.zip');
    await replaceFile(
      archive,
      writeZip(
        learners.map(({ file, bytes }) => ({ name: `credentials/${file}`, bytes })),
        nodeEngine,
      ),
    );
    const drafts: string[] = [];
    for (const [index, { name, file, bytes }] of learners.entries()) {
      const path = join(folder, `${index}.eml`);
      await writeFile(path, draftFor(name, { name: file, mediaType: 'application/pdf', bytes }));
      drafts.push(path);
    }
    // A damaged archive must be noticed, or agreement means nothing.
    const damaged = join(folder, 'damaged.zip');
    const whole = await readFile(archive);
    whole.writeUInt8(whole.readUInt8(200) ^ 1, 200);
    await writeFile(damaged, whole);

    const ran = await runPython('outputs/read.py', [], [archive, damaged, ...drafts]);
    const told = ran.out
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as object);
    const failures = ran.code === 0 ? [] : [ran.err.slice(-1000)];
    const expected = {
      bad: null,
      files: Object.fromEntries(learners.map(({ file, bytes }) => [`credentials/${file}`, digest(bytes)])),
    };
    if (!isDeepStrictEqual(told[0], expected))
      failures.push('the archive is read otherwise than it was written');
    if (told[1] && 'bad' in told[1] && told[1].bad === null)
      failures.push('a damaged archive was not noticed');
    let passed = 0;
    for (const [index, { name, file, bytes }] of learners.entries()) {
      const draft = {
        ...{ bad: null, subject: SUBJECT + name, to: [name, ADDRESS], unsent: '1' },
        ...{ date: '2026-06-30T10:00:00+00:00', text: `${name}\r\n`, files: { [file]: digest(bytes) } },
      };
      if (isDeepStrictEqual(told[index + 2], draft)) passed++;
      else failures.push(`${name}: ${JSON.stringify(told[index + 2])}`);
    }
    yield {
      ...{ judge: outputs.name, what: 'drafts', passed, failures },
      seconds: (performance.now() - started) / 1000,
    } satisfies Line;
  },
};

const SUBJECT = 'Διαπιστευτήριο: ';
const ADDRESS = 'learner@halcyon.example';

function draftFor(name: string, file: Parameters<typeof writeDraft>[0]['attachments'][number]): Uint8Array {
  return writeDraft({
    from: 'registry@halcyon.example',
    to: { name, address: ADDRESS },
    subject: SUBJECT + name,
    text: `${name}\n`,
    language: 'el',
    at: new Date('2026-06-30T10:00:00Z'),
    id: '0b9f4a52-9f39-4c3e-8a53-000000000001',
    attachments: [file],
  });
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
