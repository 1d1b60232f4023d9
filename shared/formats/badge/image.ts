import { encodeBase64 } from '../../sealing/base64.ts';
import type { JsonObject } from '../json.ts';

/** A badge's picture; drawn elsewhere, since this floor knows no page. */
export interface BadgeImage {
  readonly mediaType: 'image/png' | 'image/svg+xml';
  readonly bytes: Uint8Array;
}

/** Image (Open Badges 3.0 annex B.1.14), inside the credential: nothing has to be fetched, nothing can be exchanged. */
export function imageNode({ mediaType, bytes }: BadgeImage, caption: string): JsonObject {
  return { id: `data:${mediaType};base64,${encodeBase64(bytes)}`, type: 'Image', caption };
}
