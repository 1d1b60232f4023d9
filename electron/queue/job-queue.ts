/** Rows of a batch that one worker seals in one go. It says nothing of any learner: who they are stands in the register. */
export interface Chunk {
  readonly batch: string;
  /** Numbers of rows, both among them. */
  readonly first: number;
  readonly last: number;
}

/**
 * What is to be done, batch by batch, as it is reached when it may lie elsewhere. A chunk belongs to the one who has taken it
 * for as long as their session lives: whoever is killed, or cut off from the queue, leaves it to the others at once.
 */
export interface JobQueue {
  /** A chunk that is there already stays one. */
  add(chunks: readonly Chunk[]): Promise<void>;
  /** One that nobody works at; undefined when there is none. */
  take(batch: string): Promise<Chunk | undefined>;
  /** All its rows have ended. */
  done(chunk: Chunk): Promise<void>;
  /** Unfinished, for whoever takes it next. */
  leave(chunk: Chunk): Promise<void>;
  /** Whether any chunk of the batch is there, taken or not. */
  left(batch: string): Promise<boolean>;
  /** Nothing of the batch is to be done any more. */
  drop(batch: string): Promise<void>;
  /** Leaves what is still taken. */
  close(): Promise<void>;
}

/** Long enough that the queue is hardly asked, short enough that a death costs little. */
const CHUNK_ROWS = 64;

/** Rows in their order as chunks. */
export function chunksOf(batch: string, rows: readonly number[], size = CHUNK_ROWS): readonly Chunk[] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, at) => {
    const part = rows.slice(at * size, (at + 1) * size);
    return { batch, first: part[0] ?? 0, last: part.at(-1) ?? 0 };
  });
}
