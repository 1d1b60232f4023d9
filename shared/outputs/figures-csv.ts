import { writeCsv } from '../platforms/results/csv.ts';

interface CountedGroups {
  readonly groups: readonly {
    readonly value?: string;
    readonly label?: string;
    readonly count?: number;
  }[];
}

/** RFC 4180: what a group is, in words and as the credential has it, and how many; a small number stays empty. */
export function writeFigures({ groups }: CountedGroups): Uint8Array {
  return writeCsv([
    ['label', 'value', 'count'],
    ...groups.map(({ label = '', value = '', count }) => [label, value, count?.toString() ?? '']),
  ]);
}
