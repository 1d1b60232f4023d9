import { type Archive, openArchive } from '../archive.ts';
import type { Engine } from '../engine.ts';
import { attributeNamed, hearXml } from '../xml-events.ts';
import { WORKBOOK_BOUNDS, type Workbook, WorkbookFault } from './sheet.ts';
import { readSheet } from './xlsx-sheet.ts';
import { readSharedStrings } from './xlsx-strings.ts';
import { readNumberMeanings } from './xlsx-styles.ts';

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

interface SheetEntry {
  readonly name: string;
  readonly hidden: boolean;
  readonly relation: string;
}

/**
 * Reads one sheet of an Office Open XML workbook (ECMA-376, also the strict edition): what its cells hold and what its
 * formulas gave when it was last saved.
 * @throws WorkbookFault, and what archive and XML throw
 */
export function readXlsx(bytes: Uint8Array, engine: Engine, wanted?: string): Workbook {
  const archive = openArchive(bytes, WORKBOOK_BOUNDS.archive, engine);
  const main = relationsOf(archive, '').find(({ type }) => type.endsWith('/officeDocument'))?.target;
  const workbook = main === undefined ? undefined : archive.read(main);
  if (main === undefined || !workbook) throw new WorkbookFault('damaged');
  const { sheets, epoch1904 } = readSheetList(workbook);
  const relations = relationsOf(archive, main);
  const partOf = (type: string): Uint8Array | undefined => {
    const target = relations.find((relation) => relation.type.endsWith(`/${type}`))?.target;
    return target === undefined ? undefined : archive.read(target);
  };
  const styles = partOf('styles');
  const strings = partOf('sharedStrings');
  const shared = {
    epoch1904,
    meanings: styles ? readNumberMeanings(styles) : [],
    strings: strings ? readSharedStrings(strings) : [],
  };
  const open = ({ name, hidden, relation }: SheetEntry) => {
    const target = relations.find(({ id, type }) => id === relation && type.endsWith('/worksheet'))?.target;
    const part = target === undefined ? undefined : archive.read(target);
    return part && { name, hidden, ...readSheet(part, shared) };
  };

  const told = sheets.map(({ name, hidden }) => ({ name, hidden }));
  if (wanted !== undefined) {
    const entry = sheets.find(({ name }) => name === wanted);
    const sheet = entry && open(entry);
    if (!sheet)
      throw new WorkbookFault(
        'sheet',
        sheets.map(({ name }) => name),
      );
    return { format: 'xlsx', sheets: told, sheet };
  }
  for (const entry of sheets) {
    const sheet = entry.hidden ? undefined : open(entry);
    if (sheet && sheet.rows.length > 0) return { format: 'xlsx', sheets: told, sheet };
  }
  throw new WorkbookFault('empty');
}

function readSheetList(workbook: Uint8Array): {
  readonly sheets: readonly SheetEntry[];
  readonly epoch1904: boolean;
} {
  const sheets: SheetEntry[] = [];
  let epoch1904 = false;
  hearXml(workbook, {
    open(name, attributes) {
      if (name === 'workbookPr') epoch1904 = isTrue(attributes.date1904);
      if (name !== 'sheet') return;
      const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      const hidden = (attributes.state ?? 'visible') !== 'visible';
      sheets.push({ name: attributes.name ?? '', hidden, relation });
    },
  });
  return { sheets, epoch1904 };
}

/** ST_Boolean of XML Schema. */
function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

/** Open Packaging Conventions clause 9.3: the relations of a part, targets as names in the archive. */
function relationsOf(archive: Archive, part: string): readonly Relation[] {
  const slash = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, slash);
  const bytes = archive.read(`${folder}_rels/${part.slice(slash)}.rels`);
  if (!bytes) return [];
  const relations: Relation[] = [];
  hearXml(bytes, {
    open(name, attributes) {
      if (name !== 'Relationship' || attributes.TargetMode === 'External') return;
      const target = resolvePart(folder, attributeNamed(attributes, 'Target') ?? '');
      relations.push({ id: attributes.Id ?? '', type: attributes.Type ?? '', target });
    },
  });
  return relations;
}

function resolvePart(folder: string, target: string): string {
  const steps: string[] = [];
  for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}
