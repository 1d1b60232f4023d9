import { readFile } from 'node:fs/promises';
import { SaxesParser } from 'saxes';
import type { Facts } from './fact.ts';

/** ELMO; text by the path of local names, with an attribute where that tells elements apart. */
export const readElmo = async (file: string): Promise<Facts> => {
  const found = await texts(file);
  const say = (path: string): string => found.get(path) ?? '';
  const course = 'report/learningOpportunitySpecification';
  const instance = `${course}/specifies/learningOpportunityInstance`;
  const annex = `${course}/extension/annexI`;
  return {
    serial: say(`${instance}/identifier[serial]`),
    id: say(`${instance}/identifier[elm]`),
    name: `${say('learner/givenNames')} ${say('learner/familyName')}`.trim(),
    birthDate: say('learner/bday'),
    studentId: say('learner/identifier[studentNumber]'),
    kind: say(`${annex}/kind@name`),
    title: say(`${course}/title`),
    grade: say(`${instance}/resultLabel`),
    hours: say(`${annex}/workloadHours`),
    ects: say(`${instance}/credit/value`),
    eqf: say(`${instance}/level/value`),
    awardedOn: say(`${instance}/date`),
    issuedAt: say('generatedDate'),
  };
};

/** Of each path the first; the primary language comes first. */
const texts = async (file: string): Promise<ReadonlyMap<string, string>> => {
  const found = new Map<string, string>();
  const path: string[] = [];
  const keep = (key: string, text: string): void => {
    if (!found.has(key)) found.set(key, text);
  };
  let text = '';
  const parser = new SaxesParser({ xmlns: true });
  parser.on('opentag', ({ local, attributes }) => {
    const type = attributes.type?.value;
    path.push(type === undefined ? local : `${local}[${type}]`);
    for (const { local: name, value } of Object.values(attributes)) keep(`${inside(path)}@${name}`, value);
    text = '';
  });
  parser.on('text', (part) => {
    text += part;
  });
  parser.on('closetag', () => {
    keep(inside(path), text.trim());
    path.pop();
    text = '';
  });
  parser.write(await readFile(file, 'utf8')).close();
  return found;
};

const inside = (path: readonly string[]): string => path.slice(1).join('/');
