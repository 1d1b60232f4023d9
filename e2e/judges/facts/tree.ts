/** JSON of which nothing is known. */
export type Tree = unknown;

/** What lies along `path`; of a list with one member the member, whether a number says so or not. */
export const at = (tree: Tree, ...path: readonly (string | number)[]): Tree =>
  path.reduce<Tree>((found, step) => {
    if (typeof found !== 'object' || found === null) return undefined;
    if (typeof step === 'string' && Array.isArray(found)) return at(found[0], step);
    return (found as Readonly<Record<string | number, Tree>>)[step];
  }, tree);

/** '' for what is not there. */
export const textAt = (tree: Tree, ...path: readonly (string | number)[]): string => {
  const found = at(tree, ...path);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
};

/** Words in `language`, of a language map or of value objects. */
export const wordsAt = (tree: Tree, language: string, ...path: readonly (string | number)[]): string => {
  const found = at(tree, ...path);
  if (!Array.isArray(found)) return textAt(found, language);
  return textAt(
    found.find((words) => textAt(words, '@language') === language),
    '@value',
  );
};

/** Day of an instant at midnight, as the European Learning Model writes days. */
export const dayAt = (tree: Tree, ...path: readonly (string | number)[]): string =>
  textAt(tree, ...path).replace(/T00:00:00Z$/, '');

/** 75 of `PT75H` (ISO 8601). */
export const hoursAt = (tree: Tree, ...path: readonly (string | number)[]): string =>
  /^PT(.*)H$/.exec(textAt(tree, ...path))?.[1] ?? '';

/** What lies along `path` as a list: of one, when it is no list, and of none when nothing is there. */
export const listAt = (tree: Tree, ...path: readonly (string | number)[]): readonly Tree[] => {
  const found = at(tree, ...path);
  return found === undefined ? [] : ([found].flat() as readonly Tree[]);
};
