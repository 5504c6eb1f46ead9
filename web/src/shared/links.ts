// links.ts: addresses in cited text. Only http and https become links; nothing is asked for before somebody follows one.
import { make } from "./dom";

const ADDRESS = /https?:\/\/[^\s<>"'()]+[^\s<>"'().,;:]/g;

export function linked(text: string): Node[] {
  const nodes: Node[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    nodes.push(document.createTextNode(text.slice(from, match.index)), make("a", { href: match[0], rel: "noopener noreferrer external" }, match[0]));
    from = match.index + match[0].length;
  }
  nodes.push(document.createTextNode(text.slice(from)));
  return nodes;
}
