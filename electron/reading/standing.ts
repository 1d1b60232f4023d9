import type { Outcome } from '../../shared/problem.ts';
import type { FoundStanding } from './errand.ts';
import type { KeptReader } from './host.ts';

/** How a sealed file stands, found out by `reader`. Problems: those of the file, `file.too-much`. */
export function standingByReader(reader: KeptReader, file: string): Promise<Outcome<FoundStanding>> {
  return reader.send({ errand: 'standing', order: { file } }, { code: 'file.too-much', where: { file } });
}
