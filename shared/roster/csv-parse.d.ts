/**
 * What Sealwright uses of csv-parse 7 (its build for browsers, which brings its own byte buffer). The package's
 * published types pull in all of Node's, which would tear down the wall around shared/; tsconfig.json points here.
 */
export interface Options {
  readonly delimiter: string;
  readonly record_delimiter: readonly string[];
  /** Bytes. */
  readonly max_record_size: number;
  readonly relax_column_count: boolean;
  /** Last record to read, counted from 1. */
  readonly to: number;
}

export function parse(input: Uint8Array, options: Options): string[][];

export class CsvError extends Error {
  readonly code: string;
  /** Records read before the one at fault. */
  readonly records: number;
}
