// map.ts: the map of both pages: land, the states of the region in the colour of their change, ties between them. It can be moved,
// zoomed and read with the keyboard alone: arrow keys go to the nearest state that way.
import { select } from "d3-selection";
import { zoom, zoomIdentity, type ZoomBehavior } from "d3-zoom";
import { arrange, draw, keep, make, put, say, set } from "./dom";
import { makeDraggable } from "./dragging";
import { signed } from "./format";
import { Ground, type Land } from "./ground";
import { viewOf, type Frame, type View } from "./projection";
import { className, stepOf, wordsOf, STEPS } from "./scale";
import type { Figure, World, WorldState } from "./types";

const WIDTH = 960, HEIGHT = 560, MARGIN = 36;
const SMALL = 9;            // px: a state narrower than this on the map is a disc, too
const DISC = 4.5;           // px, its radius at any zoom
const MOST_ZOOM = 24;
const GROUNDS = 20;         // kept: as many regions as a reader may look at in turn
const TODAYS_BORDERS = "2011-07-09"; // South Sudan: the last change of borders of states that the outlines show

interface Shape {
  state: WorldState;
  form: string;             // equal where a state looks the same
  at: [number, number];     // of the capital on the map
  node: SVGElement;         // what takes focus and clicks
  marks: SVGElement[];      // all that is coloured
  circles: SVGCircleElement[];
  step: number | null;      // what it is coloured by; null: nothing yet
}

/** The states of a world that have a place on a map, and how they lie there; null: there are none. */
interface Lie {
  region: WorldState[];
  view: View | null;
}

export interface MapOptions {
  label: string;                              // what the map shows, for those who cannot see it
  choose?: (id: string) => void;              // a state was clicked, or Enter was pressed on it
  picked?: (id: string) => boolean;           // whether it is shown as chosen
  hover?: (id: string | null) => void;
  press?: (id: string) => void;               // a click has begun
  drag?: (id: string, x: number, y: number) => void; // a state is dragged, and is at a place of the window
  drop?: (id: string, x: number, y: number) => void; // a state was dragged to a place of the window
}

export interface Tie {
  a: string;
  b: string;
  kind: "kept" | "added" | "cut";
}

/** Whether outlines of today are those of the world's day. */
export function hasTodaysBorders(world: World): boolean {
  return !world.stated && (world.date ?? `${world.year}-12-31`) >= TODAYS_BORDERS;
}

/** The state that something of the map stands for. */
function idOf(target: EventTarget | null): string | null {
  return target instanceof SVGElement ? target.getAttribute("data-id") : null;
}

export class StateMap {
  readonly node: HTMLElement;
  private readonly svg: SVGSVGElement;
  private readonly canvas = draw("g");
  private readonly tieLayer = draw("g", { class: "ties", "aria-hidden": "true" });
  private readonly discs = draw("g");
  private readonly outlines = draw("g", { "aria-hidden": "true" }); // above all states, so that no neighbour hides a part
  private readonly shapes = new Map<string, Shape>();
  private readonly zoomer: ZoomBehavior<SVGSVGElement, unknown>;
  private readonly options: MapOptions;
  private ground: Ground | null = null;
  private readonly lies = new WeakMap<World, Lie>();     // of worlds that were prepared or shown
  private readonly grounds = new Map<string, Ground>(); // those of before, and those that were prepared; the last used last
  private focused: string | null = null;
  private first: Frame = { k: 1, x: 0, y: 0 };
  private view: Frame = this.first;
  private change = new Map<string, Figure>();
  private readonly beyond = make("p", { class: "quiet beyond" });

  constructor(world: World, options: MapOptions) {
    this.options = options;
    this.svg = draw("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "group", "aria-label": options.label, class: "map" }, this.canvas);
    this.node = make("div", { class: "map-frame" }, this.svg, this.beyond);
    this.zoomer = zoom<SVGSVGElement, unknown>().scaleExtent([1, MOST_ZOOM]).translateExtent([[-80, -80], [WIDTH + 80, HEIGHT + 80]])
      .on("zoom", event => this.settle(event.transform));
    this.addButtons();
    select(this.svg).call(this.zoomer).on("dblclick.zoom", null).on("wheel.zoom", null);
    this.svg.addEventListener("wheel", event => this.wheel(event), { passive: false });
    this.svg.addEventListener("keydown", event => this.key(event));
    this.listen();
    this.show(world);
  }

  /** Whether any state has a place on it. */
  get isEmpty(): boolean {
    return this.shapes.size === 0;
  }

  // --- what stands on it -----------------------------------------------------------------------------------------------

  /** Makes what takes longest of another world's map: when that is shown it is there. */
  prepare(world: World): void {
    const { view } = this.lie(world);
    if (view) this.groundFor(view, world.stated);
  }

  private lie(world: World): Lie {
    const known = this.lies.get(world);
    if (known) return known;
    const region = world.states.filter(s => s.in_region && s.lat !== null && s.lon !== null);
    const lie = { region, view: region.length ? viewOf(region.map(s => [s.lon!, s.lat!]), WIDTH, HEIGHT, MARGIN) : null };
    this.lies.set(world, lie);
    return lie;
  }

  private groundFor(view: View, isStated: boolean): Ground {
    const key = `${view.key} ${isStated}`, ground = this.grounds.get(key) ?? new Ground(view.projection, !isStated);
    this.grounds.delete(key);
    this.grounds.set(key, ground);
    if (this.grounds.size > GROUNDS) this.grounds.delete(this.grounds.keys().next().value!);
    return ground;
  }

  /** Shows another world. Where its projection is the same the ground and the view stay, and of the states those that look the same. */
  show(world: World): void {
    const { region, view } = this.lie(world), today = hasTodaysBorders(world), ground = view && this.groundFor(view, world.stated);
    if (ground !== this.ground) this.lay(ground, view);
    const forms = new Map(region.map(s => [s.id, JSON.stringify([today, s.ccode, s.name, s.lat, s.lon])]));
    for (const [id, shape] of this.shapes) if (forms.get(id) !== shape.form) this.take(shape);
    for (const state of region) {
      if (this.shapes.has(state.id)) continue;
      const at = view!.projection([state.lon!, state.lat!]);
      if (at) this.shapes.set(state.id, this.stand(state, at, forms.get(state.id)!, today ? this.ground!.landOf(state.ccode) : undefined));
    }
    this.order(region, world.stated);
  }

  /** A new ground, seen as it is first; null: there is none. */
  private lay(ground: Ground | null, view: View | null): void {
    for (const shape of [...this.shapes.values()]) this.take(shape);
    this.ground = ground;
    put(this.canvas, ground?.node, this.tieLayer, this.discs, this.outlines);
    if (!view) return;
    this.first = view.first;
    select(this.svg).call(this.zoomer.transform, zoomIdentity.translate(this.first.x, this.first.y).scale(this.first.k));
  }

  /** A state as its land, as a disc at its capital where it has none on this map, or as both where it has too little to hit. */
  private stand(state: WorldState, at: [number, number], form: string, land: Land | undefined): Shape {
    const isSmall = !land || land.size * this.first.k < SMALL;
    const circle = isSmall ? draw("circle", { class: "state disc", cx: at[0].toFixed(1), cy: at[1].toFixed(1), r: this.radius() }) : null;
    const marks = [land?.node, circle].filter(mark => mark !== null && mark !== undefined), node = circle ?? land!.node;
    land?.node.setAttribute("class", "state");
    for (const [name, value] of Object.entries(this.attributesOf(state))) node.setAttribute(name, value);
    return { state, form, at, node, marks, circles: circle ? [circle] : [], step: null };
  }

  private attributesOf(state: WorldState): Record<string, string> {
    return { "data-id": state.id, tabindex: "-1", role: this.options.choose ? "button" : "img", "aria-label": state.name };
  }

  /** Takes a state from the map; its land is land again. */
  private take(shape: Shape): void {
    const { state, marks, circles } = shape;
    this.shapes.delete(state.id);
    for (const circle of circles) circle.remove();
    for (const mark of marks) {
      for (const name of [...Object.keys(this.attributesOf(state)), "aria-pressed"]) mark.removeAttribute(name);
      mark.setAttribute("class", "other");
    }
  }

  /** Discs, and states in what goes through all of them, stand as the world has its states. Without land around it a disc says nothing of whose it is. */
  private order(region: WorldState[], isNamed: boolean): void {
    const shapes = region.map(s => this.shapes.get(s.id)).filter(s => s !== undefined);
    this.shapes.clear();
    for (const shape of shapes) this.shapes.set(shape.state.id, shape);
    const names = isNamed ? shapes.map(({ state, at }) =>
      draw("text", { class: "name", x: at[0].toFixed(1), y: (at[1] - 12).toFixed(1), "aria-hidden": "true" }, state.name)) : [];
    arrange(this.discs, [...shapes.flatMap(s => s.circles), ...names]);
    for (const layer of [this.tieLayer, this.outlines]) put(layer); // they are drawn from where states are
    if (!this.focused || !this.shapes.has(this.focused)) this.focused = null;
    this.wait(this.focused ?? shapes[0]?.state.id);
    this.sayBeyond();
  }

  // --- hands -------------------------------------------------------------------------------------------------------------

  /** One ear for all states: they come and go. It is not the picture's own: browsers let the keyboard come to SVG that listens for it. */
  private listen(): void {
    const { choose, hover, press, drag, drop } = this.options;
    const on = (kind: string, act: (id: string) => void) => this.node.addEventListener(kind, event => {
      const id = idOf(event.target);
      if (id !== null) act(id);
    });
    on("focusin", id => this.rove(id));
    on("focusout", () => this.outline());
    if (hover) {
      on("pointerover", hover);
      on("pointerout", () => hover(null));
      on("focusin", hover);
    }
    if (press) on("pointerdown", press);
    const isDragged = drop ? makeDraggable(this.canvas, { what: idOf, label: id => this.shapes.get(id)!.state.name, over: drag, drop }) : () => false;
    if (choose) on("click", id => isDragged() || choose(id));
  }

  private addButtons(): void {
    const by = (label: string, sign: string, act: () => void) => {
      const button = make("button", { type: "button", "aria-label": label, title: label }, sign);
      button.addEventListener("click", act);
      return button;
    };
    const zoomBy = (factor: number) => select(this.svg).call(this.zoomer.scaleBy, factor);
    this.node.append(make("div", { class: "map-buttons" },
      by("Zoom in", "+", () => zoomBy(1.6)),
      by("Zoom out", "−", () => zoomBy(1 / 1.6)),
      by("Show the whole region", "⤢", () => select(this.svg).call(this.zoomer.transform, zoomIdentity))));
  }

  /** The wheel scrolls the page, as everywhere; with Ctrl (or two fingers) it zooms. */
  private wheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const box = this.svg.getBoundingClientRect();
    const at: [number, number] = [(event.clientX - box.left) * WIDTH / box.width, (event.clientY - box.top) * HEIGHT / box.height];
    select(this.svg).call(this.zoomer.scaleBy, 2 ** (-event.deltaY * 0.005), at);
  }

  private settle(transform: Frame & { toString(): string }): void {
    this.view = transform;
    this.canvas.setAttribute("transform", transform.toString());
    for (const { circles } of this.shapes.values())
      for (const circle of circles) circle.setAttribute("r", this.radius());
    this.outline();
    this.sayBeyond();
  }

  /** Of a disc, so that it looks little larger the nearer one looks. */
  private radius(): string {
    const { k } = this.view;
    return (DISC * Math.max(1, Math.min(2, (k / this.first.k) ** 0.4)) / k).toFixed(2);
  }

  private isInView([x, y]: [number, number]): boolean {
    const { k, x: dx, y: dy } = this.view;
    return k * x + dx >= 0 && k * x + dx <= WIDTH && k * y + dy >= 0 && k * y + dy <= HEIGHT;
  }

  /** Names the states that the view leaves out, with their change. */
  private sayBeyond(): void {
    const FEW = 8, out = [...this.shapes.values()].filter(s => !this.isInView(s.at));
    const named = out.slice(0, FEW).map(({ state }) => this.change.has(state.id) ? `${state.name} (${signed(this.change.get(state.id), 3)})` : state.name);
    say(this.beyond, out.length ? `Outside this view: ${named.join(", ")}${out.length > FEW ? ` and ${out.length - FEW} more` : ""}.` : "");
  }

  /** One state waits for the keyboard; arrow keys go on from there. */
  private wait(id: string | undefined): void {
    for (const { state, node } of this.shapes.values()) set(node, "tabindex", state.id === id ? "0" : "-1");
  }

  private rove(id: string): void {
    this.wait(id);
    this.focused = id;
    const at = this.shapes.get(id)!.at;
    if (!this.isInView(at)) select(this.svg).call(this.zoomer.translateTo, ...at);
    this.outline();
  }

  /** Lines around what is chosen and what has the keyboard's focus. */
  private outline(): void {
    const around = (shape: Shape, kind: string) => shape.marks.map(mark => {
      const line = mark.cloneNode(false) as SVGElement;
      for (const name of line.getAttributeNames()) if (!["d", "cx", "cy", "r"].includes(name)) line.removeAttribute(name);
      line.setAttribute("class", `outline ${kind}`);
      return line;
    });
    const found: { shape: Shape; kind: string }[] = [];
    for (const shape of this.shapes.values()) {
      if (this.options.picked?.(shape.state.id)) found.push({ shape, kind: "" });
      if (shape.node.matches(":focus-visible")) found.push({ shape, kind: "focused" });
    }
    keep(this.outlines, [this.view.k, ...found.map(f => [f.shape.state.id, f.kind])], () => found.flatMap(f => around(f.shape, f.kind)));
  }

  private key(event: KeyboardEvent): void {
    const ways: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const here = this.focused ? this.shapes.get(this.focused) : undefined;
    if (!here) return;
    if ((event.key === "Enter" || event.key === " ") && this.options.choose) {
      event.preventDefault();
      this.options.choose(here.state.id);
    } else if (event.key === "+" || event.key === "-") {
      select(this.svg).call(this.zoomer.scaleBy, event.key === "+" ? 1.6 : 1 / 1.6, here.at);
    } else if (ways[event.key]) {
      event.preventDefault();
      this.next(here, ways[event.key])?.node.focus();
    }
  }

  /** The state nearest in a direction: what lies aside counts as further off. */
  private next(here: Shape, [dx, dy]: [number, number]): Shape | null {
    let best: Shape | null = null, least = Infinity;
    for (const shape of this.shapes.values()) {
      const x = shape.at[0] - here.at[0], y = shape.at[1] - here.at[1];
      const along = x * dx + y * dy, aside = Math.abs(x * dy - y * dx);
      const cost = along + 2.5 * aside;
      if (along > 0.5 && cost < least) [best, least] = [shape, cost];
    }
    return best;
  }

  /** Colours every state by its change in security. */
  paint(change: Map<string, Figure>): void {
    this.change = change;
    this.sayBeyond();
    for (const shape of this.shapes.values()) {
      const dS = change.get(shape.state.id), step = stepOf(dS);
      this.colour(shape, step);
      set(shape.node, "aria-label", `${shape.state.name}: ${step < 0 ? "change not known" : signed(dS, 3)}`);
    }
    this.mark();
  }

  private colour(shape: Shape, step: number): void {
    if (step === shape.step) return;
    for (const mark of shape.marks) {
      if (shape.step !== null) mark.classList.remove(className(shape.step));
      mark.classList.add(className(step));
    }
    shape.step = step;
  }

  /** Shows again which states are chosen. */
  mark(): void {
    const { picked } = this.options;
    if (!picked) return;
    for (const { state, node } of this.shapes.values()) set(node, "aria-pressed", String(picked(state.id)));
    this.outline();
  }

  /** Draws ties as lines between capitals. */
  link(ties: Tie[]): void {
    keep(this.tieLayer, ties, () => ties.flatMap(({ a, b, kind }) => {
      const from = this.shapes.get(a)?.at, to = this.shapes.get(b)?.at;
      return from && to ? [draw("line", { class: `tie ${kind}`, x1: from[0].toFixed(1), y1: from[1].toFixed(1), x2: to[0].toFixed(1), y2: to[1].toFixed(1) })] : [];
    }));
  }

  focus(id: string): void {
    this.shapes.get(id)?.node.focus();
  }
}

/** What the colours mean, as a list. */
export function makeLegend(): HTMLElement {
  const list = make("ul", { class: "legend", "aria-label": "Change in security" });
  for (let step = 0; step < STEPS; step++)
    list.append(make("li", {}, make("span", { class: `swatch ${className(step)}` }), wordsOf(step)));
  list.append(make("li", {}, make("span", { class: "swatch step-unknown" }), wordsOf(-1)));
  return list;
}
