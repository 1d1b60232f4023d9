import type { SummaryRow } from '../../formats/summary/row.ts';
import { writeCsv } from './csv.ts';

/**
 * LinkedIn's "Add to profile" link (its parameters as LinkedIn documents them): the learner presses it and decides. What
 * it tells stands on the credential; nothing is sent by us.
 * @param page where the credential can be checked, `{serial}` and `{id}` replaced.
 */
export function addToProfile(row: SummaryRow, page?: string): string {
  const url = new URL('https://www.linkedin.com/profile/add');
  const [year = '', month = ''] = row.awardedOn.split('-');
  const told: Readonly<Record<string, string | undefined>> = {
    startTask: 'CERTIFICATION_NAME',
    name: row.title,
    organizationName: row.awardingBody ?? row.issuer,
    issueYear: year,
    issueMonth: String(Number(month)),
    ...(row.validUntil && {
      expirationYear: row.validUntil.slice(0, 4),
      expirationMonth: String(Number(row.validUntil.slice(5, 7))),
    }),
    certUrl: page && pageOf(page, row),
    certId: row.serial,
  };
  for (const [key, value] of Object.entries(told)) if (value !== undefined) url.searchParams.set(key, value);
  return url.href;
}

export function pageOf(page: string, { serial, id }: SummaryRow): string {
  return page.replaceAll('{serial}', encodeURIComponent(serial)).replaceAll('{id}', encodeURIComponent(id));
}

export function linkedInLinks(rows: readonly SummaryRow[], page?: string): Uint8Array {
  return writeCsv([
    ['name', 'email', 'serial', 'link'],
    // A test credential is nothing to show.
    ...rows
      .filter(({ test }) => test !== true)
      .map((row) => [row.name, row.email ?? '', row.serial, addToProfile(row, page)]),
  ]);
}
