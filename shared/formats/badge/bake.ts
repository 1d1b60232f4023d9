import { done, type Outcome, refused } from '../../problem.ts';
import { joinBytes } from '../../sealing/bytes.ts';
import type { BadgeImage } from './image.ts';
import { isPng, readChunks, readText, writeText } from './png.ts';
import { OPEN_BADGES, readSvg } from './svg.ts';

/** Keyword of the iTXt chunk (Open Badges 3.0 clause 5.3.1.1). */
const KEYWORD = 'openbadgecredential';
/** Larger images than this are refused before anything is read of them. */
const LARGEST = 32 * 1024 * 1024;

/** Puts a sealed badge into its picture; the picture is read once for all learners. */
export interface Oven {
  /** @param jwt the Compact JWS, ASCII. */
  bake(jwt: Uint8Array): Uint8Array;
}

/**
 * Baking (Open Badges 3.0 clause 5.3): an iTXt chunk right behind IHDR in a PNG, an element `openbadges:credential` with
 * the JWS in `verify` right behind the root's tag in an SVG.
 * @returns `badge.image-unreadable` for a picture that is not what its media type says; `badge.image-taken` when there
 *   is a badge in it already; `badge.image-active` for an SVG that is a program, or fetches something.
 */
export function prepareOven({ bytes, mediaType }: BadgeImage): Outcome<Oven> {
  if (bytes.length > LARGEST) return refused({ code: 'badge.image-unreadable' });
  const halves = mediaType === 'image/png' ? openPng(bytes) : openSvg(bytes);
  if (!halves.ok) return halves;
  const { before, after, wrap } = halves.value;
  return done({ bake: (jwt) => joinBytes(before, wrap(jwt), after) });
}

/** What stands before and after the badge, and what it is wrapped in. */
interface Halves {
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  wrap(jwt: Uint8Array): Uint8Array;
}

function openPng(bytes: Uint8Array): Outcome<Halves> {
  const chunks = readChunks(bytes);
  const [header] = chunks ?? [];
  if (!chunks || !header) return refused({ code: 'badge.image-unreadable' });
  if (chunks.some((chunk) => readText(chunk, KEYWORD))) return refused({ code: 'badge.image-taken' });
  return done({
    before: bytes.slice(0, header.end),
    after: bytes.slice(header.end),
    wrap: (jwt) => writeText(KEYWORD, jwt),
  });
}

function openSvg(bytes: Uint8Array): Outcome<Halves> {
  const svg = readSvg(bytes);
  // A prefix that means something else cannot be given a second meaning.
  if (!svg || (svg.prefix !== undefined && svg.prefix !== OPEN_BADGES)) {
    return refused({ code: 'badge.image-unreadable' });
  }
  if (svg.credential !== undefined) return refused({ code: 'badge.image-taken' });
  if (svg.active) return refused({ code: 'badge.image-active' });
  const declared = svg.prefix === undefined ? ` xmlns:openbadges="${OPEN_BADGES}"` : '';
  const opening = utf8.encode('<openbadges:credential verify="');
  const closing = utf8.encode('"></openbadges:credential>');
  return done({
    before: utf8.encode(`${svg.text.slice(0, svg.tagEnd)}${declared}>`),
    after: utf8.encode(svg.text.slice(svg.tagEnd + 1)),
    // A Compact JWS has no character that XML would want escaped.
    wrap: (jwt) => joinBytes(opening, jwt, closing),
  });
}

/**
 * What is baked into a PNG or SVG: a Compact JWS, or a credential as JSON.
 * @returns `badge.image-unreadable`, or `badge.absent` for a picture without a badge.
 */
export function unbake(bytes: Uint8Array): Outcome<Uint8Array> {
  const baked = bytes.length > LARGEST ? undefined : isPng(bytes) ? unbakePng(bytes) : unbakeSvg(bytes);
  if (baked === undefined) return refused({ code: 'badge.image-unreadable' });
  return baked.length === 0 ? refused({ code: 'badge.absent' }) : done(baked);
}

/** Empty without a badge, undefined for what is no image or holds two. */
function unbakePng(bytes: Uint8Array): Uint8Array | undefined {
  const badges = readChunks(bytes)?.flatMap((chunk) => readText(chunk, KEYWORD) ?? []);
  if (!badges || badges.length > 1) return undefined;
  return badges[0] ?? EMPTY;
}

function unbakeSvg(bytes: Uint8Array): Uint8Array | undefined {
  const svg = readSvg(bytes);
  return svg && utf8.encode(svg.credential ?? '');
}

const EMPTY = new Uint8Array();
const utf8 = new TextEncoder();
