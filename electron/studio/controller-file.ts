import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { ControllerOrder, ControllerReport } from '../../shared/desk/seal.ts';
import { done, type Outcome, refused } from '../../shared/problem.ts';
import { controllerDocument } from '../../shared/sealing/controller-document.ts';
import { documentUrl } from '../../shared/sealing/controller-id.ts';
import {
  LARGEST_CONTROLLER_DOCUMENT,
  readControllerDocument,
  withEarlierKeys,
} from '../../shared/sealing/known-controller.ts';
import { readBounded } from '../files/read.ts';
import { replaceFile } from '../files/replace.ts';
import { makeFolder } from './folder.ts';
import { openSealAt } from './seal-file.ts';

/**
 * Writes the controller document of a seal's key, with the keys that the file tells already under the same identifier.
 * Problems: those of the seal; `file.not-controller-document` when the file is something else, which is left alone.
 * @throws StudioFault when it cannot be written.
 */
export async function writeController(order: ControllerOrder): Promise<Outcome<ControllerReport>> {
  const { controller, out } = order;
  const opened = await openSealAt(order);
  if (!opened.ok) return opened;
  const fresh = await controllerDocument(opened.value, controller).finally(opened.value.close);
  let document = fresh;
  if (existsSync(out)) {
    const file = await readBounded(out, LARGEST_CONTROLLER_DOCUMENT);
    if (!file.ok) return file;
    const known = readControllerDocument(file.value);
    if (known?.id !== controller) {
      return refused({ code: 'file.not-controller-document', where: { file: out } });
    }
    document = withEarlierKeys(fresh, known);
  }
  makeFolder(dirname(resolve(out)));
  await replaceFile(out, new TextEncoder().encode(`${JSON.stringify(document, null, 2)}\n`));
  return done({ id: controller, file: out, url: documentUrl(controller), keys: document.assertionMethod });
}
