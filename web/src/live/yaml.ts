// yaml.ts: a scenario as the file that is saved. Short things stand on one line, as people write them.

export type Tree = string | number | boolean | null | Tree[] | { [key: string]: Tree };
export type TreeMap = { [key: string]: Tree };

const PLAIN = /^[A-Za-z][A-Za-z0-9_-]*$/;
const SPECIAL = /^(true|false|null|yes|no|on|off|y|n)$/i;

function word(text: string): string {
  return PLAIN.test(text) && !SPECIAL.test(text) ? text : JSON.stringify(text);
}

export function isMap(tree: Tree | undefined): tree is TreeMap {
  return typeof tree === "object" && tree !== null && !Array.isArray(tree);
}

/** On one line: {defence: {members: [POL, UKR]}}. */
export function flow(tree: Tree): string {
  if (tree === null) return "null";
  if (typeof tree === "string") return word(tree);
  if (Array.isArray(tree)) return `[${tree.map(flow).join(", ")}]`;
  if (isMap(tree)) return `{${Object.entries(tree).map(([key, value]) => `${word(key)}: ${flow(value)}`).join(", ")}}`;
  return String(tree);
}

/** Lists of mappings an entry a line, everything else on one line. */
export function write(document: TreeMap, depth = 0): string {
  const indent = "  ".repeat(depth);
  return Object.entries(document).map(([key, value]) => {
    const isList = Array.isArray(value) && value.length > 0 && value.some(isMap);
    if (!isList) return `${indent}${word(key)}: ${flow(value)}\n`;
    return `${indent}${word(key)}:\n` + (value as Tree[]).map(entry => item(entry, depth + 1)).join("");
  }).join("");
}

function item(entry: Tree, depth: number): string {
  const indent = "  ".repeat(depth);
  const nested = isMap(entry) && Object.values(entry).some(v => Array.isArray(v) && v.some(isMap));
  if (!nested) return `${indent}- ${flow(entry)}\n`;
  const body = write(entry as TreeMap, depth + 1);
  return `${indent}- ${body.slice(2 * (depth + 1))}`;
}
