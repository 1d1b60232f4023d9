import type { Archive } from '../archive.ts';
import { type Course, CourseFault } from './course.ts';
import { languageOf, readLom, textOf } from './lom.ts';
import { childOf, childrenOf, findNode, readTree, type XmlNode } from './tree.ts';

/**
 * The course of an IMS content package (`imsmanifest.xml`): SCORM 1.2 and 2004, IMS Common Cartridge 1.0 to 1.3. Its
 * metadata stand in the manifest or in a file beside it (`adlcp:location`); what lacks is taken from the organization.
 * @throws CourseFault, and what the archive throws
 */
export function readManifest(manifest: Uint8Array, archive?: Archive): Course {
  const root = readTree(manifest);
  if (root.name !== 'manifest') throw new CourseFault('manifest');
  const organizations = childOf(root, 'organizations');
  const wanted = organizations?.attributes.default;
  const all = childrenOf(organizations, 'organization');
  const organization = all.find(({ attributes }) => attributes.identifier === wanted) ?? all[0];
  const records = [childOf(root, 'metadata'), childOf(organization, 'metadata')].flatMap((one) =>
    lomIn(one, archive),
  );
  const source = sourceOf(root);
  const [main, ...others] = records.map(readLom);
  const language = main?.language ?? languageOf(root.attributes['xml:lang']);
  const fallback = textOf(childOf(organization, 'title'), language);
  const told = main ?? { title: {}, keywords: [], outcomes: [] };
  const title = [told.title, ...others.map((one) => one.title), fallback].find(
    (text) => Object.keys(text).length > 0,
  );
  if (!title) throw new CourseFault('title');
  return {
    source,
    ...told,
    title,
    ...(language && { language }),
    outcomes: told.outcomes.length > 0 ? told.outcomes : primaryObjectives(organization, language),
    ...(told.identifier === undefined &&
      root.attributes.identifier && { identifier: root.attributes.identifier }),
  };
}

function lomIn(metadata: XmlNode | undefined, archive: Archive | undefined): readonly XmlNode[] {
  if (!metadata) return [];
  const inline = findNode(metadata, 'lom') ?? findNode(metadata, 'record');
  const location = findNode(metadata, 'location')?.text.trim();
  const file = location && archive ? archive.read(location.replace(/^\.?\//, '')) : undefined;
  const beside = file && findNode(readTree(file), 'lom');
  return [inline, beside].filter((one) => one !== undefined);
}

function sourceOf(root: XmlNode): Course['source'] {
  const schema = childOf(root, 'metadata', 'schema')?.text.trim() ?? '';
  const version = childOf(root, 'metadata', 'schemaversion')?.text.trim() ?? '';
  if (/common cartridge/i.test(schema)) return 'common-cartridge';
  const names = Object.values(root.attributes).join(' ');
  if (names.includes('imsccv1p') || names.includes('imscc/')) return 'common-cartridge';
  return /2004|CAM/i.test(version) || names.includes('adlcp_v1p3') ? 'scorm-2004' : 'scorm-1.2';
}

/** SCORM 2004 sequencing names what is to be reached; mostly identifiers, of which those that are words are kept. */
function primaryObjectives(
  organization: XmlNode | undefined,
  language: Course['language'],
): Course['outcomes'] {
  const found = organization && findNode(organization, 'objectives');
  return (found?.children ?? []).flatMap(({ attributes }) => {
    const words = (attributes.objectiveID ?? '').replaceAll(/[_-]+/g, ' ').trim();
    return /\s/.test(words) ? [{ [language ?? 'en']: words.slice(0, 400) }] : [];
  });
}
