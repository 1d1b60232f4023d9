import type { Language } from '../language.ts';
import type { PageDesign } from '../template/design.ts';
import type { Template } from '../template/template.ts';
import { badge } from './badge.ts';
import { diploma } from './diploma.ts';
import { type Example, exampleIn } from './example.ts';
import { landscape } from './landscape.ts';
import { photo } from './photo.ts';
import { plain } from './plain.ts';
import { supplement } from './supplement.ts';
import { training } from './training.ts';
import { transcript } from './transcript.ts';
import { type Say, sayIn } from './words.ts';

export const GALLERY_NAMES = [
  'diploma',
  'badge',
  'transcript',
  'supplement',
  'training',
  'landscape',
  'photo',
  'plain',
] as const;

export type GalleryName = (typeof GALLERY_NAMES)[number];

interface Piece {
  readonly design: (say: Say) => PageDesign;
  /** What it says until an institution puts its own in. */
  readonly content: (
    example: Example,
  ) => Pick<Template, 'awardingBody' | 'achievement' | 'stack' | 'validMonths'>;
}

const course: Piece['content'] = (example) => ({
  awardingBody: example.university,
  achievement: example.course,
});

const PIECES: Readonly<Record<GalleryName, Piece>> = {
  diploma: { design: diploma, content: course },
  badge: { design: badge, content: course },
  transcript: {
    design: transcript,
    content: (example) => ({
      ...course(example),
      stack: {
        required: example.units.map(({ id, title }) => ({ name: title, courses: [id] })),
        electives: [],
      },
    }),
  },
  supplement: { design: supplement, content: course },
  training: {
    design: training,
    content: (example) => ({
      awardingBody: example.company,
      achievement: example.safety,
      validMonths: 24,
    }),
  },
  landscape: { design: landscape, content: course },
  photo: { design: photo, content: course },
  plain: { design: plain, content: course },
};

/**
 * A bundled template in these languages, complete and fit to be issued, with an invented course in it. `id` is the URI
 * the course will be known by.
 */
export async function galleryTemplate(
  name: GalleryName,
  languages: readonly [Language, ...Language[]],
  id: string,
): Promise<Template> {
  const example = await exampleIn(languages);
  const { design, content } = PIECES[name];
  const told = content(example);
  return {
    schema: 'sealwright-template/1',
    id,
    version: 1,
    name: told.achievement.title,
    kind: 'micro-credential',
    languages,
    ...told,
    serialPattern: 'HAL-{year}-{number:5}',
    page: design(sayIn(languages)),
  };
}
