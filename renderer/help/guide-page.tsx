import { Fragment, type ReactNode } from 'react';
import { Link } from 'react-aria-components';
import type { Block, Guide, Piece, Text } from './guide.ts';
import type { HelpPlace } from './where.ts';

/** The screenshots, as files beside the page. */
const pictures = import.meta.glob<string>('../../docs/images/{*,guide/*}.png', {
  query: '?url',
  import: 'default',
  eager: true,
});

type Open = (place: HelpPlace) => void;

/** A guide on one page, in English, which is what it is written in. */
export function GuidePage({ guide, onOpen }: { readonly guide: Guide; readonly onOpen: Open }) {
  return (
    <article lang="en">
      {guide.sections.map(({ id, title, blocks }, index) => (
        <section key={id} aria-labelledby={id}>
          <h2 id={id} className={index === 0 ? 'guide-title' : undefined}>
            {title}
          </h2>
          {blocks.map((block, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: blocks of a built page never change places.
            <BlockView key={at} block={block} onOpen={onOpen} />
          ))}
        </section>
      ))}
    </article>
  );
}

function BlockView({ block, onOpen }: { readonly block: Block; readonly onOpen: Open }) {
  switch (block.kind) {
    case 'paragraph':
      return <p>{told(block.text, onOpen)}</p>;
    case 'code':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long line scrolls, and must do so by keyboard.
        <pre tabIndex={0}>
          <code>{block.code}</code>
        </pre>
      );
    case 'list':
      return (
        <ul>
          {block.items.map((item) => (
            <li key={keyOf(item)}>{told(item, onOpen)}</li>
          ))}
        </ul>
      );
    case 'table':
      return (
        <table>
          <thead>
            <tr>
              {block.head.map((cell) => (
                <th key={keyOf(cell)} scope="col">
                  {told(cell, onOpen)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row) => (
              <tr key={row.map(keyOf).join('|')}>
                {row.map((cell, column) => (
                  <td key={keyOf(block.head[column] ?? cell)}>{told(cell, onOpen)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
    case 'picture':
      return <img src={pictures[`../../docs/images/${block.source}`]} alt={block.alternative} />;
  }
}

function told(text: Text, onOpen: Open): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a built page never change places.
  return text.map((piece, at) => <Fragment key={at}>{pieceOf(piece, onOpen)}</Fragment>);
}

function pieceOf(piece: Piece, onOpen: Open): ReactNode {
  switch (piece.kind) {
    case 'words':
      return piece.words;
    case 'strong':
      return <strong>{piece.words}</strong>;
    case 'emphasis':
      return <em>{piece.words}</em>;
    case 'code':
      return <code>{piece.words}</code>;
    case 'link': {
      const { kind: _, words, ...place } = piece;
      return <Link onPress={() => onOpen(place)}>{words}</Link>;
    }
  }
}

function keyOf(text: Text): string {
  return text.map(({ words }) => words).join('');
}
