import { type Outcome, type Problem, refused } from '../../shared/problem.ts';
import type { Consult, Errand, Errands, Reader, ReaderBounds, Tell } from './errand.ts';
import { startReader } from './reader-start.ts';

/** 100,000 learners take 3 s of one core; a machine that is busy with sealing may give it a tenth. */
const BOUNDS: ReaderBounds = { milliseconds: 60_000, memory: 384 };

/** Of a reader that is sent again and again. Trusted lists of every state stay in its memory. */
export const KEPT_BOUNDS: ReaderBounds = { milliseconds: 60_000, memory: 768 };
/** After this long without an errand a kept reader is let go; the next one starts anew. */
const IDLE_MILLISECONDS = 60_000;

/**
 * Sends a reader of its own on an errand, and ends it when it has answered, takes too long or grows too large; what
 * comes then is `tooMuch`.
 */
export async function sendReader<Name extends keyof Errands>(
  errand: Errand<Name>,
  tooMuch: Problem,
  bounds: ReaderBounds = BOUNDS,
  tell: Tell = () => {},
): Promise<Outcome<Errands[Name]['reply']>> {
  const reader = startReader(bounds);
  try {
    return await send(reader, errand, tooMuch, bounds, { consult: async () => undefined, tell });
  } finally {
    reader.end();
  }
}

/** A reader for many errands, one after the other: only what takes too much ends it, and the next errand starts another. */
export interface KeptReader {
  send<Name extends keyof Errands>(
    errand: Errand<Name>,
    tooMuch: Problem,
    consult?: Consult,
  ): Promise<Outcome<Errands[Name]['reply']>>;
  /** Lets it go before it has rested long enough. */
  end(): void;
}

export function keepReader(bounds: ReaderBounds = KEPT_BOUNDS): KeptReader {
  let reader: Reader | undefined;
  let idle: NodeJS.Timeout | undefined;
  let before: Promise<unknown> = Promise.resolve();

  async function run<Name extends keyof Errands>(errand: Errand<Name>, tooMuch: Problem, consult: Consult) {
    clearTimeout(idle);
    if (!reader?.lives()) reader = startReader(bounds);
    const sent = reader;
    sent.keep(true);
    const reply = await send(sent, errand, tooMuch, bounds, { consult, tell: () => {} });
    // A program that has nothing else to do need not wait for its reader.
    sent.keep(false);
    idle = setTimeout(() => sent.end(), IDLE_MILLISECONDS).unref();
    return reply;
  }
  return {
    send(errand, tooMuch, consult = async () => undefined) {
      const reply = before.then(() => run(errand, tooMuch, consult));
      before = reply.catch(() => {});
      return reply;
    },
    end() {
      clearTimeout(idle);
      reader?.end();
    },
  };
}

/** Ends the reader unless it answers within its bounds. */
function send<Name extends keyof Errands>(
  reader: Reader,
  errand: Errand<Name>,
  tooMuch: Problem,
  { milliseconds }: ReaderBounds,
  { consult, tell }: { readonly consult: Consult; readonly tell: Tell },
): Promise<Outcome<Errands[Name]['reply']>> {
  return new Promise((resolve, reject) => {
    function finish(settle: () => void): void {
      clearTimeout(clock);
      reader.hear = () => {};
      settle();
    }
    function giveUp(): void {
      reader.end();
      finish(() => resolve(refused(tooMuch)));
    }
    const clock = setTimeout(giveUp, milliseconds);
    reader.hear = (said) => {
      if (said === undefined) giveUp();
      else if ('reply' in said) finish(() => resolve(said.reply as Outcome<Errands[Name]['reply']>));
      else if ('learners' in said) tell(said.learners);
      else
        consult(said.question).then(
          (told) => reader.send({ told }),
          (cause) => {
            reader.end();
            finish(() => reject(cause));
          },
        );
    };
    reader.send(errand);
  });
}
