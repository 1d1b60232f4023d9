import { lookUp } from '../studio/as-registered.ts';
import type { Verifier } from '../studio/verify-file.ts';
import { keepReader } from './host.ts';

/**
 * A verifier that has every file judged by a reader, which can be ended. `here` judges what is no file. One reader serves
 * all files, so that a folder does not pay a start for each. Besides the problems of `verify`: `file.too-much`.
 * @throws StudioFault when a register that the order names cannot be opened.
 */
export function verifyByReader(here: Verifier, own: () => string): Verifier {
  const reader = keepReader();
  return {
    verifyCode: here.verifyCode,
    verify: (order, at) =>
      reader.send(
        { errand: 'verify', order: { order: { data: own(), ...order }, at } },
        { code: 'file.too-much', where: { file: order.file } },
        ({ register, serial, sha256 }) => lookUp(register, serial, sha256),
      ),
  };
}
