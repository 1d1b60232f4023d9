import { prepareOven } from '../../shared/formats/badge/bake.ts';
import { readOwnFont } from '../../shared/page/own-fonts.ts';
import { isSoundPicture } from '../../shared/page/sound-picture.ts';
import { decodeBase64 } from '../../shared/sealing/base64.ts';
import { nodeEngine } from '../engine.ts';
import type { Soundness, SourceErrand } from './errand.ts';

/** Does with a source everything that will be done with it later: whatever comes of that, it comes here first. */
export function judgeSource({ source, badge }: SourceErrand): Soundness {
  if (!badge && source.startsWith('data:image/')) return { sound: isSoundPicture(source, nodeEngine) };
  const bytes = decodeBase64(source.slice(source.indexOf(',') + 1), 'base64');
  if (bytes && badge) {
    const mediaType = source.startsWith('data:image/png') ? 'image/png' : 'image/svg+xml';
    prepareOven({ bytes, mediaType });
  } else if (bytes) readOwnFont(bytes);
  return { sound: true };
}
