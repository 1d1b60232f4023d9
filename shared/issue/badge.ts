import { openBadge } from '../formats/badge/achievement-credential.ts';
import { prepareOven } from '../formats/badge/bake.ts';
import { learnerRecord } from '../formats/badge/clr.ts';
import type { BadgeImage } from '../formats/badge/image.ts';
import { done, type Outcome } from '../problem.ts';
import { prepareBadgeSealer } from '../sealing/badge-jwt.ts';
import { decodeBase64 } from '../sealing/base64.ts';
import type { ExportPlan, Make } from './plan.ts';
import { type SealedFormat, sealedFile } from './sealed-file.ts';

const BAKED: Readonly<Record<BadgeImage['mediaType'], SealedFormat>> = {
  'image/png': 'badge-png',
  'image/svg+xml': 'badge-svg',
};

/**
 * The Open Badge as a JWT, and baked into the template's picture when it has one: the same badge in both.
 * Problems: `format.key-unsupported`, and those of the picture, `badge.…`.
 */
export function prepareBadges({ seal, engine, badgeImage }: ExportPlan): Outcome<Make> {
  const sealer = prepareBadgeSealer(seal, engine);
  if (!sealer.ok) return sealer;
  const image = badgeImage === undefined ? undefined : imageIn(badgeImage);
  const oven = image && prepareOven(image);
  if (oven && !oven.ok) return oven;
  const options = { engine, ...(image && { image }) };
  return done(async (credential) => {
    const jwt = await sealer.value.seal(openBadge(credential, options), { at: credential.issuedAt });
    const badge = sealedFile('badge-jwt', jwt, engine);
    if (!image || !oven) return [badge];
    return [badge, sealedFile(BAKED[image.mediaType], oven.value.bake(jwt), engine)];
  });
}

/**
 * The stack as Comprehensive Learner Record: itself and its parts under one seal. Problem: `format.key-unsupported`.
 */
export function prepareLearnerRecords({ seal, engine }: ExportPlan): Outcome<Make> {
  const sealer = prepareBadgeSealer(seal, engine);
  if (!sealer.ok) return sealer;
  const options = { engine };
  return done(async (credential) => {
    const record = learnerRecord(credential, options);
    return [sealedFile('clr-jwt', await sealer.value.seal(record, { at: credential.issuedAt }), engine)];
  });
}

/** `data:image/png;base64,…` or `data:image/svg+xml;base64,…` (RFC 2397), as a template has been checked to hold. */
function imageIn(dataUri: string): BadgeImage {
  const [, mediaType, base64 = ''] = /^data:(image\/(?:png|svg\+xml));base64,(.*)$/.exec(dataUri) ?? [];
  return {
    mediaType: mediaType === 'image/png' ? 'image/png' : 'image/svg+xml',
    // What cannot be read is no picture, which the oven says.
    bytes: decodeBase64(base64, 'base64') ?? new Uint8Array(),
  };
}
