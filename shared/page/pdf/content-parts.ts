import type { Block, Mark, QrSymbol } from '../placed.ts';
import { packCode } from './code-stream.ts';
import type { Bounds } from './path.ts';

/** What a leaf of the structure tree draws, without its marked-content brackets. */
export interface Drawing {
  readonly operators: string;
  readonly bounds: Readonly<Bounds>;
  /** No other drawing of the same pen has it. */
  readonly number: number;
  /** In place of the operators, of a leaf that is a code and nothing else. */
  readonly code?: DrawnCode;
}

/** The code's rows stand between what comes before and after them. */
export interface DrawnCode {
  readonly symbol: QrSymbol;
  readonly head: string;
  readonly tail: string;
}

export interface Leaf {
  readonly block: Block;
  readonly drawing: Drawing;
}

/** A stream of a page's content; the parts of a page are read as if they were one (ISO 32000-1 7.8.2). */
export type ContentPart = {
  /** Of what the learners share: parts of equal names have equal content, which need not be asked for again. */
  readonly name?: string;
} & ({ operators(): string } | { /** As a zlib stream. */ packed(): Uint8Array });

/** What differs between learners; whatever is not in it is drawn alike on every page it stands on. */
export type Varying = ReadonlySet<Block | Mark>;

/** Shared operators are worth a part of their own from about here on: it costs eighty bytes and saves compressing them. */
const WORTH_A_PART = 1000;

/** The leaves as marked content, each with its place as its MCID. Without `varying` nothing is known to be shared. */
export function partsOf(leaves: readonly Leaf[], varying?: Varying): readonly ContentPart[] {
  const isShared = (leaf: Leaf | undefined) => varying !== undefined && leaf && !varying.has(leaf.block);
  const parts: ContentPart[] = [];
  let own: (() => string)[] = [];
  const close = () => {
    const written = own;
    if (written.length > 0) parts.push({ operators: () => written.map((write) => write()).join('') });
    own = [];
  };
  for (let at = 0; at < leaves.length; ) {
    const from = at++;
    const first = leaves[from] as Leaf;
    if (first.drawing.code) {
      const { head, symbol, tail } = first.drawing.code;
      const [opened, closed] = bracketsOf(first.block, from);
      const packed = () => packCode(symbol, opened + head, tail + closed);
      close();
      parts.push({ packed, ...(isShared(first) && { name: `${from} ${first.drawing.number}` }) });
      continue;
    }
    while (isShared(first) && isShared(leaves[at]) && !leaves[at]?.drawing.code) at++;
    const run = leaves.slice(from, at);
    const operators = () => run.map((leaf, nth) => bracketed(leaf, from + nth)).join('');
    const length = run.reduce((sum, leaf) => sum + leaf.drawing.operators.length, 0);
    if (isShared(first) && length >= WORTH_A_PART) {
      close();
      parts.push({ operators, name: `${from} ${run.map((leaf) => leaf.drawing.number).join()}` });
    } else own.push(operators);
  }
  close();
  return parts;
}

function bracketed({ block, drawing }: Leaf, mcid: number): string {
  const [opened, closed] = bracketsOf(block, mcid);
  return opened + drawing.operators + closed;
}

function bracketsOf(block: Block, mcid: number): readonly [opened: string, closed: string] {
  return [`/${block.type}<</MCID ${mcid}>>BDC\n`, 'EMC\n'];
}
