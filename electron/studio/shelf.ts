import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type {
  DiscardedTemplate,
  Shelf,
  ShelfDesk,
  ShelvedTemplate,
  TemplateVersion,
} from '../../shared/desk/shelf.ts';
import { textIn } from '../../shared/language.ts';
import { done, type Outcome, refused } from '../../shared/problem.ts';
import { signOffState } from '../../shared/template/sign-off.ts';
import type { Template } from '../../shared/template/template.ts';
import { nodeEngine } from '../engine.ts';
import { replaceFile } from '../files/replace.ts';
import { keptVersion, keptVersions, sameTemplate } from './kept-versions.ts';
import { changeShelf, readShelf } from './shelf-file.ts';
import { saveDraft } from './template-draft.ts';
import { openTemplate } from './template-file.ts';

/** The shelf of the window's desk; `dataFolder` is the studio's own. */
export function serveShelf(dataFolder: () => string, now: () => Date): ShelfDesk {
  const place = (path: string) =>
    changeShelf(dataFolder(), (shelf) =>
      shelf.templates.includes(path) ? shelf : { ...shelf, templates: [path, ...shelf.templates] },
    );
  return {
    'shelf.list': async () => done(await listShelf(dataFolder())),
    async 'shelf.place'({ template }) {
      await place(resolve(template));
      return done(null);
    },

    async 'shelf.duplicate'({ template: path, name }) {
      const opened = await openTemplate(path);
      if (!opened.ok) return opened;
      const { signOffs: _, ...template } = opened.value.template;
      const copy = named({ ...template, id: `urn:uuid:${randomUUID()}`, version: 1 }, name);
      const to = freePath(resolve(path));
      const saved = await saveDraft(to, copy);
      if (!saved.ok) return saved;
      await place(to);
      return done({ path: to });
    },

    async 'shelf.rename'({ template: path, name }) {
      const opened = await openTemplate(path);
      if (!opened.ok) return opened;
      const { template } = opened.value;
      const settled = (await stateOf(template)) !== 'draft';
      return saveDraft(path, named({ ...template, version: template.version + (settled ? 1 : 0) }, name));
    },

    async 'shelf.discard'({ template }) {
      const data = dataFolder();
      const from = resolve(template);
      const { name } = await shelved(from);
      const discarded: DiscardedTemplate = { id: randomUUID(), name, from, at: now().toISOString() };
      if (existsSync(from)) {
        await mkdir(join(data, 'discarded-templates'), { recursive: true });
        // There first, gone here afterwards: a machine that dies between leaves two, never none.
        await replaceFile(binned(data, discarded.id), await readFile(from));
        await rm(from);
      }
      await changeShelf(data, (shelf) => ({
        templates: shelf.templates.filter((each) => each !== from),
        discarded: existsSync(binned(data, discarded.id)) ? [discarded, ...shelf.discarded] : shelf.discarded,
      }));
      return done({ discarded: discarded.id });
    },

    async 'shelf.restore'({ discarded: id }) {
      const data = dataFolder();
      const found = (await readShelf(data)).discarded.find((each) => each.id === id);
      if (!found) return refused({ code: 'desk.request-wrong' });
      const path = existsSync(found.from) ? freePath(found.from) : found.from;
      await mkdir(dirname(path), { recursive: true });
      await replaceFile(path, await readFile(binned(data, id)));
      await rm(binned(data, id));
      await changeShelf(data, (shelf) => ({
        templates: [path, ...shelf.templates.filter((each) => each !== path)],
        discarded: shelf.discarded.filter((each) => each.id !== id),
      }));
      return done({ path });
    },

    'shelf.versions': ({ template }) => versionsOf(template),
  };
}

async function listShelf(data: string): Promise<Shelf> {
  const { templates, discarded } = await readShelf(data);
  const told = await Promise.all(templates.map(shelved));
  const order = ({ changedAt = '' }: ShelvedTemplate) => changedAt;
  return { templates: told.sort((one, other) => (order(one) < order(other) ? 1 : -1)), discarded };
}

async function shelved(path: string): Promise<ShelvedTemplate> {
  const opened = await openTemplate(path);
  if (!opened.ok) return { path, name: basename(path), state: 'missing' };
  const { template } = opened.value;
  const { version, languages, name } = template;
  return {
    path,
    name: textIn(name, languages[0], languages) || basename(path),
    state: await stateOf(template),
    ...{ version, languages, changedAt: (await stat(path)).mtime.toISOString() },
  };
}

/** Of a template as it is. */
async function stateOf(template: Template): Promise<TemplateVersion['state']> {
  const kept = await keptVersion(template);
  if (kept?.state === 'sealed' && sameTemplate(kept.template, template)) return 'sealed';
  return signOffState(template, nodeEngine).standing.length > 0 ? 'signed' : 'draft';
}

async function versionsOf(path: string): Promise<Outcome<readonly TemplateVersion[]>> {
  const opened = await openTemplate(path);
  if (!opened.ok) return opened;
  const { template } = opened.value;
  const at = (await stat(path)).mtime.toISOString();
  const earlier = (await keptVersions(template.id)).filter((kept) => !sameTemplate(kept.template, template));
  return done([
    { template, state: await stateOf(template), at, present: true },
    ...earlier.map((kept) => ({ ...kept, present: false })),
  ]);
}

function named(template: Template, name: string): Template {
  const [primary] = template.languages;
  return { ...template, name: { ...template.name, [primary]: name } };
}

/** `course-2.json` beside `course.json`. */
function freePath(path: string): string {
  const [, stem = '', ending = ''] = /^(.*?)(?:-\d+)?(\.[^.]*)?$/.exec(basename(path)) ?? [];
  for (let number = 2; ; number += 1) {
    const free = join(dirname(path), `${stem}-${number}${ending}`);
    if (!existsSync(free)) return free;
  }
}

function binned(data: string, id: string): string {
  return join(data, 'discarded-templates', `${id}.json`);
}
