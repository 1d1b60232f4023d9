import type { Reader, ReaderBounds } from './errand.ts';
import { type ChannelEnd, isLoanNotice, type LoanRequest } from './loan.ts';

/** The studio's way to the main process. */
export interface Lender {
  postMessage(request: LoanRequest): void;
  on(
    event: 'message',
    hear: (message: { readonly data: unknown; readonly ports: readonly ChannelEnd[] }) => void,
  ): unknown;
}

/** Starts readers through `lender`. What they are sent before they are there waits for them. */
export function borrowReaders(lender: Lender): (bounds: ReaderBounds) => Reader {
  const borrowed = new Map<number, Borrowed>();
  let last = 0;
  lender.on('message', ({ data, ports }) => {
    if (!isLoanNotice(data)) return;
    const [end] = ports;
    if ('ended' in data) {
      borrowed.get(data.ended)?.die();
      borrowed.delete(data.ended);
    } else if (end) borrowed.get(data.lent)?.arrive(end);
  });
  return ({ memory }) => {
    const number = ++last;
    const one = borrow(() => lender.postMessage({ takeBack: number }));
    borrowed.set(number, one);
    lender.postMessage({ lend: number, memory });
    return one.reader;
  };

  function borrow(takeBack: () => void): Borrowed {
    let alive = true;
    let channel: ChannelEnd | undefined;
    const waiting: unknown[] = [];
    const reader: Reader = {
      hear() {},
      send: (message) => (channel ? channel.postMessage(message) : void waiting.push(message)),
      lives: () => alive,
      // The main process ends whatever it has lent when the studio ends.
      keep() {},
      end() {
        alive = false;
        reader.hear = () => {};
        takeBack();
      },
    };
    return {
      reader,
      arrive(end) {
        channel = end;
        end.on('message', ({ data }) => reader.hear(data as Parameters<Reader['hear']>[0]));
        end.start();
        for (const message of waiting.splice(0)) end.postMessage(message);
      },
      die() {
        alive = false;
        reader.hear(undefined);
      },
    };
  }
}

interface Borrowed {
  readonly reader: Reader;
  arrive(end: ChannelEnd): void;
  die(): void;
}
