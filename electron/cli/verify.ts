import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { VerifyReport } from '../../shared/desk.ts';
import type { Ask } from '../port.ts';
import { EXIT, type ExitCode } from './exit.ts';
import type { Voice } from './voice.ts';

export interface Verification {
  readonly passed: number;
  readonly failed: number;
}

interface Wanted {
  readonly files: readonly string[];
  readonly trust: readonly string[];
  readonly crls: readonly string[];
}

const SEALED = /\.(?:pdf|xml|json)$/i;

/** Judges every file, each with a line of its own; `quiet` tells only those that did not pass. */
export async function verify(
  ask: Ask,
  { files, trust, crls }: Wanted,
  voice: Voice,
  quiet = false,
): Promise<Verification> {
  let passed = 0;
  let failed = 0;
  for (const file of await sealedFiles(files)) {
    const reply = await ask('verify.file', { file, trust, crls });
    const good = reply.ok && reply.value.indication === 'TOTAL-PASSED';
    if (good) passed++;
    else failed++;
    if (quiet && good) continue;
    if (reply.ok) {
      voice.object({ kind: 'verdict', ...reply.value });
      if (!voice.json) voice.line(lineOf(reply.value, voice));
    } else {
      voice.object({ kind: 'problems', file, problems: reply.problems });
      voice.problems(reply.problems);
    }
  }
  return { passed, failed };
}

export function exitOfVerification({ passed, failed }: Verification): ExitCode {
  return failed === 0 && passed > 0 ? EXIT.ok : EXIT.data;
}

function lineOf(report: VerifyReport, { words }: Voice): string {
  const { credential, sealedBy, level, claimedAt } = report;
  const sealed = [sealedBy, level, claimedAt].filter(Boolean).join(', ');
  return [
    `${report.file}: ${report.indication}${report.subIndication ? ` (${report.subIndication})` : ''}`,
    `  ${words.verdict(report.reason)}`,
    ...(credential ? [`  ${credential.serial}: ${credential.name}, ${credential.title}`] : []),
    ...(sealed ? [`  ${words.say('verify.sealed', { by: sealed })}`] : []),
    ...(report.test ? [`  ${words.say('verify.test')}`] : []),
    ...(sealed ? [`  ${words.say(`verify.revocation.${report.revocation}`)}`] : []),
  ].join('\n');
}

/** A folder stands for the sealed files in it and below; anything else for itself. */
async function sealedFiles(paths: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const folder = await stat(path).then(
      (told) => told.isDirectory(),
      () => false,
    );
    if (!folder) found.push(path);
    else {
      const inside = await readdir(path, { recursive: true });
      found.push(
        ...inside
          .filter((name) => SEALED.test(name))
          .sort()
          .map((name) => join(path, name)),
      );
    }
  }
  return found;
}
