import { hearXml, type XmlAttributes, XmlFault } from '../xml-events.ts';
import { CourseFault } from './course.ts';

/** An element without its prefix; enough for records that are small and differ in namespaces from edition to edition. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: XmlAttributes;
  readonly children: readonly XmlNode[];
  /** Of itself, not of its children. */
  readonly text: string;
}

const MOST_NODES = 200_000;

/** @throws CourseFault */
export function readTree(bytes: Uint8Array): XmlNode {
  const stack: { name: string; attributes: XmlAttributes; children: XmlNode[]; text: string }[] = [
    { name: '', attributes: {}, children: [], text: '' },
  ];
  let nodes = 0;
  try {
    hearXml(bytes, {
      open(name, attributes) {
        if (++nodes > MOST_NODES) throw new CourseFault('too-much');
        stack.push({ name, attributes, children: [], text: '' });
      },
      text(piece) {
        const top = stack.at(-1);
        if (top) top.text += piece;
      },
      close() {
        const node = stack.pop();
        if (node) stack.at(-1)?.children.push(node);
      },
    });
  } catch (error) {
    if (error instanceof XmlFault) throw new CourseFault(error.reason === 'doctype' ? 'doctype' : 'xml');
    throw error;
  }
  const root = stack[0]?.children[0];
  if (!root) throw new CourseFault('xml');
  return root;
}

export function childrenOf(node: XmlNode | undefined, name: string): readonly XmlNode[] {
  return node?.children.filter((child) => child.name.toLowerCase() === name.toLowerCase()) ?? [];
}

export function childOf(node: XmlNode | undefined, ...path: readonly string[]): XmlNode | undefined {
  return path.reduce<XmlNode | undefined>((at, name) => childrenOf(at, name)[0], node);
}

/** The first of this name, at any depth. */
export function findNode(node: XmlNode, name: string): XmlNode | undefined {
  if (node.name.toLowerCase() === name) return node;
  for (const child of node.children) {
    const found = findNode(child, name);
    if (found) return found;
  }
  return undefined;
}

/** All of this name, at any depth, in the order of the document. */
export function findNodes(node: XmlNode, name: string): readonly XmlNode[] {
  const below = node.children.flatMap((child) => findNodes(child, name));
  return node.name.toLowerCase() === name ? [node, ...below] : below;
}
