// dom.ts: elements from data. Text is always text: nothing here reads markup.

type Attributes = Record<string, string | number | boolean | null | undefined>;
type Child = Node | string | null | undefined;

function fill(node: Element, attributes: Attributes, children: Child[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child !== null && child !== undefined) node.append(child);
}

export function make<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  fill(node, attributes, children);
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

export function draw<K extends keyof SVGElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): SVGElementTagNameMap[K] {
  const node = document.createElementNS(SVG, tag);
  fill(node, attributes, children);
  return node;
}

const kept = new WeakMap<Element, string>(); // what the children tell that keep() gave

/** Gives an element these children, and no others. */
export function put(to: Element, ...children: Child[]): void {
  kept.delete(to);
  to.replaceChildren(...children.filter((c): c is Node | string => c !== null && c !== undefined));
}

/** What is written already is not written again: a page that answers every move of a slider must lay out and paint only what changed. */
export function say(node: Node, words: string): void {
  if (node.textContent !== words) node.textContent = words;
}

export function set(node: Element, attribute: string, value: string): void {
  if (node.getAttribute(attribute) !== value) node.setAttribute(attribute, value);
}

/** Gives an element children that are made from what `key` tells, unless it has them. */
export function keep(to: Element, key: unknown, children: () => Child[]): void {
  const told = JSON.stringify(key);
  if (kept.get(to) === told) return;
  put(to, ...children());
  kept.set(to, told);
}

/** Places of values that rise from one to the next, as many as there can be. */
function rising(values: number[]): Set<number> {
  const ends: number[] = [], before: number[] = []; // ends[l]: where the lowest end of l + 1 rising values stands
  values.forEach((value, at) => {
    let low = 0, high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (values[ends[middle]] < value) low = middle + 1;
      else high = middle;
    }
    before[at] = low ? ends[low - 1] : -1;
    ends[low] = at;
  });
  const found = new Set<number>();
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at]) found.add(at);
  return found;
}

/** Gives an element these children in this order. As few as can be are moved: what is moved is styled and laid out anew, and loses the focus. */
export function arrange(to: Element, nodes: Element[]): void {
  const place = new Map([...to.children].map((node, n) => [node, n])), wanted = new Set(nodes);
  for (const node of place.keys()) if (!wanted.has(node)) node.remove();
  const known = nodes.filter(node => place.has(node)), stays = rising(known.map(node => place.get(node)!));
  const rests = new Set(known.filter((_, n) => stays.has(n)));
  let next: Element | null = null;
  for (const node of nodes.toReversed()) {
    if (!rests.has(node)) to.insertBefore(node, next);
    next = node;
  }
}

/** Tells when somebody points at an element, or comes to it with the keyboard. */
export function aimed(node: HTMLElement, act: () => void): void {
  node.addEventListener("pointerenter", act);
  node.addEventListener("focus", act);
}

/** What a box may be set to, but for what it is set to: the nearest first, as the keyboard comes to them. */
export function choices(box: HTMLSelectElement): string[] {
  const at = box.selectedIndex, far = (n: number) => Math.abs(n - at);
  return [...Array(box.options.length).keys()].filter(n => n !== at && !box.options[n].disabled)
    .sort((a, b) => far(a) - far(b)).map(n => box.options[n].value);
}

/** The element of that id, which the page is known to have. */
export function part<T extends HTMLElement = HTMLElement>(id: string): T {
  const node = document.getElementById(id);
  if (!node) throw new Error(`the page has no part '${id}'`);
  return node as T;
}
