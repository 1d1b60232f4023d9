import { marked, type Token, type Tokens } from 'marked';
import type { Block, Guide, Piece, Section, Text } from './guide.ts';

/**
 * Reads a guide. Runs at build time (electron.vite.config.ts) and in tests, never in the window.
 * @throws when a guide uses what the window could not show: it would be missing there without a word.
 */
export function readGuide(name: string, markdown: string): Guide {
  const sections: { title: string; tokens: Token[] }[] = [];
  for (const token of marked.lexer(markdown)) {
    if (token.type === 'heading')
      sections.push({ title: plain((token as Tokens.Heading).tokens), tokens: [] });
    else sections.at(-1)?.tokens.push(token);
  }
  const [first] = sections;
  if (!first) throw new Error(`${name}: a guide begins with a heading`);
  return { name, title: first.title, sections: sections.map((each) => sectionOf(each.title, each.tokens)) };
}

/** The address of a heading, as GitHub makes it. */
function addressOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replace(/\s+/g, '-');
}

function sectionOf(title: string, tokens: readonly Token[]): Section {
  const blocks = tokens.flatMap(blocksOf);
  return { id: addressOf(title), title, blocks, words: [title, ...blocks.map(wordsOf)].join(' ') };
}

function blocksOf(token: Token): readonly Block[] {
  switch (token.type) {
    case 'space':
      return [];
    case 'paragraph': {
      const { tokens = [] } = token as Tokens.Paragraph;
      const [only] = tokens;
      if (tokens.length === 1 && only?.type === 'image') return [pictureOf(only as Tokens.Image)];
      return [{ kind: 'paragraph', text: textOf(tokens) }];
    }
    case 'code':
      return [{ kind: 'code', code: (token as Tokens.Code).text }];
    case 'list':
      return [{ kind: 'list', items: (token as Tokens.List).items.map(({ tokens }) => itemOf(tokens)) }];
    case 'table': {
      const { header, rows } = token as Tokens.Table;
      const cells = (row: readonly Tokens.TableCell[]) => row.map(({ tokens }) => textOf(tokens));
      return [{ kind: 'table', head: cells(header), rows: rows.map(cells) }];
    }
    default:
      throw new Error(`The window cannot show ${token.type}: ${token.raw}`);
  }
}

function pictureOf({ href, text }: Tokens.Image): Block {
  const [, source] = /^\.\.\/images\/(.+\.png)$/.exec(href) ?? [];
  if (source === undefined) throw new Error(`Not a picture of docs/images: ${href}`);
  return { kind: 'picture', source, alternative: text };
}

function itemOf(tokens: readonly Token[]): Text {
  return tokens.flatMap((token) => {
    if (token.type === 'text' || token.type === 'paragraph')
      return textOf((token as Tokens.Text).tokens ?? []);
    throw new Error(`The window cannot show ${token.type} in a list: ${token.raw}`);
  });
}

function textOf(tokens: readonly Token[]): Text {
  return tokens.map(pieceOf);
}

function pieceOf(token: Token): Piece {
  switch (token.type) {
    case 'text':
    case 'escape':
      return { kind: 'words', words: oneLine((token as Tokens.Text).text) };
    case 'strong':
      return { kind: 'strong', words: plain((token as Tokens.Strong).tokens) };
    case 'em':
      return { kind: 'emphasis', words: plain((token as Tokens.Em).tokens) };
    case 'codespan':
      return { kind: 'code', words: (token as Tokens.Codespan).text };
    case 'link':
      return linkOf(token as Tokens.Link);
    default:
      throw new Error(`The window cannot show ${token.type}: ${token.raw}`);
  }
}

/** What lies outside the guides is not in the window: its words stand there, with the file's name to look it up. */
function linkOf({ href, tokens }: Tokens.Link): Piece {
  const words = plain(tokens);
  const [, guide, section] = /^([a-z-]+)\.md(?:#(.+))?$/.exec(href) ?? [];
  if (guide !== undefined) return { kind: 'link', words, guide, ...(section !== undefined && { section }) };
  return { kind: 'words', words: `${words}: ${href.replace(/^(\.\.\/)+/, 'docs/')}` };
}

function plain(tokens: readonly Token[]): string {
  return textOf(tokens)
    .map(({ words }) => words)
    .join('');
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}

function wordsOf(block: Block): string {
  const told = (texts: readonly Text[]) => texts.flatMap((text) => text.map(({ words }) => words)).join(' ');
  if (block.kind === 'paragraph') return told([block.text]);
  if (block.kind === 'code') return block.code;
  if (block.kind === 'list') return told(block.items);
  if (block.kind === 'table') return told([...block.head, ...block.rows.flat()]);
  return block.alternative;
}
