import { existsSync } from 'node:fs';
import { numberingAt } from '../batch/draft.ts';
import { inSharedRegister } from '../postgres/open-shared.ts';
import { isDatabase } from '../register/address.ts';
import { openRegister } from '../register/register.ts';
import type { SharedRegister } from '../register/shared-register.ts';
import type { RowsRegister } from './issue-rows.ts';
import type { PreparedBatch } from './prepare-batch.ts';

/** Stands for a register that is not there yet. */
const NO_REGISTER: RowsRegister = {
  id: '',
  path: '',
  show: () => undefined,
  learnerOf: () => undefined,
  learnersOf: () => new Set(),
  heldBy: () => [],
  usedIn: () => undefined,
  partsOf: () => [],
  fileNames: () => new Set(),
  nextNumber: (_series, after = 0) => 1 + after,
  allotStatus: () => {
    throw new Error('a dry run is given no place');
  },
  append: () => {
    throw new Error('a dry run enters nothing');
  },
};

/** The register that a dry run is held against, by its path or its address: it is read, and none is made. @throws StudioFault as `openSharedRegister`. */
export async function inDryRegister<T>(
  place: string,
  prepared: Pick<PreparedBatch, 'template' | 'presented'>,
  now: Date,
  work: (register: RowsRegister) => Promise<T>,
): Promise<T> {
  if (isDatabase(place))
    return inSharedRegister(place, async (shared) => work(await readAhead(shared, prepared, now)));
  if (!existsSync(place)) return work(NO_REGISTER);
  const register = openRegister(place, { create: false });
  try {
    return await work(register);
  } finally {
    register.close();
  }
}

/** What rows ask again and again is asked once; what each asks of others is asked then. */
async function readAhead(
  shared: SharedRegister,
  { template, presented }: Pick<PreparedBatch, 'template' | 'presented'>,
  now: Date,
): Promise<RowsRegister> {
  const { id, path, show, learnerOf, heldBy, usedIn, partsOf, statusOf } = shared;
  const learners = await shared.learnersOf(template.id, template.version);
  const next = await shared.nextNumber(numberingAt(template, now).series);
  const files = presented.problems.length > 0 ? await shared.fileNames() : new Set<string>();
  return {
    ...{ ...NO_REGISTER, id, path, show, learnerOf, heldBy, usedIn, partsOf, statusOf },
    learnersOf: () => learners,
    nextNumber: (_series, after = 0) => next + after,
    fileNames: () => files,
  };
}
