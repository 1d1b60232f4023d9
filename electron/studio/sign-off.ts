import { resolve } from 'node:path';
import type { SignedOff, SignOffOrder } from '../../shared/desk/template.ts';
import type { Engine } from '../../shared/engine.ts';
import { ownFontProblems } from '../../shared/page/own-fonts.ts';
import { done, type Outcome, refused } from '../../shared/problem.ts';
import { checkTemplate } from '../../shared/template/check.ts';
import { readTemplate } from '../../shared/template/parse.ts';
import { digestOf, signOff, signOffState } from '../../shared/template/sign-off.ts';
import { inFile, placed } from '../files/read.ts';
import { replaceFile } from '../files/replace.ts';
import { keepVersion } from './kept-versions.ts';
import { instant } from './prepare-batch.ts';
import { openTemplate } from './template-file.ts';

/**
 * Writes a person's sign-off into the template's file. What cannot be issued anyway is signed off by nobody.
 * Problems: those of the file and of the template; `template.value-wrong` for a name that is none.
 * @throws StudioFault when the file cannot be written.
 */
export async function signOffTemplate(
  { template: path, by }: SignOffOrder,
  engine: Engine,
  at: Date,
): Promise<Outcome<SignedOff>> {
  const opened = await openTemplate(path);
  if (!opened.ok) return opened;
  const { template } = opened.value;
  const [wrong, ...more] = [...checkTemplate(template), ...ownFontProblems(template.page)];
  if (wrong) return refused(placed(path, wrong), ...more.map((problem) => placed(path, problem)));
  const signed = signOff(template, by.trim(), instant(at), engine);
  const bytes = new TextEncoder().encode(`${JSON.stringify(signed, undefined, 2)}\n`);
  const again = inFile(path, readTemplate(bytes));
  if (!again.ok) return again;
  await replaceFile(resolve(path), bytes);
  await keepVersion(again.value, 'signed', at);
  const { standing } = signOffState(again.value, engine);
  return done({
    path: resolve(path),
    version: template.version,
    sha256: digestOf(template, engine),
    signOffs: standing,
  });
}
