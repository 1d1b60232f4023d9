import type { Credential } from '../credential/credential.ts';
import { type EdcProfile, elmCredential, type PageImage } from '../formats/elm.ts';
import { writeJson } from '../formats/json.ts';
import type { SheetImages } from '../page/sheet-images.ts';
import type { JsonSealer } from '../sealing/jades.ts';
import { oncePerCredential } from './once.ts';

/** The European Digital Credential of one learner, for all exports that carry it. */
export interface EuropeanCredential {
  /** With a picture of its page in every language, not yet sealed; made once for a credential. */
  payload(credential: Credential): Uint8Array;
  /** Sealed as JAdES; the file of its own and the one inside the PDF are the same. */
  sealed(credential: Credential): Promise<Uint8Array>;
}

export function prepareEuropeanCredential(
  images: SheetImages,
  sealer: JsonSealer,
  profile: EdcProfile | undefined,
): EuropeanCredential {
  const payload = oncePerCredential((credential) => {
    const pages = credential.languages.flatMap((language) =>
      images.draw(credential, language).map((image, at): PageImage => ({ language, page: at + 1, ...image })),
    );
    return writeJson(elmCredential(credential, pages, profile));
  });
  const sealed = oncePerCredential((credential) =>
    sealer.seal(payload(credential), { at: credential.issuedAt, contentType: 'application/ld+json' }),
  );
  return { payload, sealed };
}
