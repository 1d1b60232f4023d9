import type { FetchedRoster, FetchOrder } from '../../shared/desk/roster.ts';
import { done, type Outcome } from '../../shared/problem.ts';
import { writeXlsx } from '../../shared/workbook/write-xlsx.ts';
import { nodeEngine } from '../engine.ts';
import { readBounded } from '../files/read.ts';
import { replaceFile } from '../files/replace.ts';
import { fetchMembers, type Member } from '../platform/members.ts';

const LARGEST_KEY = 64 * 1024;
const HEADINGS = [
  'Student ID',
  'Given name',
  'Family name',
  'Full name',
  'E-mail',
  'Score',
  'Maximum',
  'Percent',
];

/** Asks a learning platform (LTI Advantage) who has taken a course, and writes that down as a roster. */
export async function fetchRoster(order: FetchOrder, now: Date): Promise<Outcome<FetchedRoster>> {
  const key = await readBounded(order.key, LARGEST_KEY);
  if (!key.ok) return key;
  const { tokenUrl, clientId, keyId, audience, members, lineItem, out } = order;
  const fetched = await fetchMembers(
    {
      ...{ tokenUrl, clientId, privateKey: new TextDecoder().decode(key.value) },
      ...(keyId !== undefined && { keyId }),
      ...(audience !== undefined && { audience }),
    },
    { members, ...(lineItem !== undefined && { lineItem }) },
    now,
  );
  if (!fetched.ok) return fetched;
  await replaceFile(out, writeXlsx('Learners', [HEADINGS, ...fetched.value.map(rowOf)], nodeEngine));
  return done({ out, learners: fetched.value.length });
}

function rowOf({
  sourcedId,
  userId,
  givenName,
  familyName,
  fullName,
  email,
  score,
  maximum,
}: Member): string[] {
  const percent =
    score === undefined || !maximum ? '' : String(Number(((score / maximum) * 100).toPrecision(12)));
  return [
    ...[sourcedId || userId, givenName, familyName, fullName, email],
    ...[score, maximum].map((number) => (number === undefined ? '' : String(number))),
    percent,
  ];
}
