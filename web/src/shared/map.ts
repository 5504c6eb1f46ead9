// map.ts: the map of both pages: land, the states of the region in the colour of their change, ties between them. It can be moved,
// zoomed and read with the keyboard alone: arrow keys go to the nearest state that way.
import { geoPath, geoGraticule10, type GeoProjection } from "d3-geo";
import { select } from "d3-selection";
import { zoom, zoomIdentity, type ZoomBehavior } from "d3-zoom";
import { feature, mesh } from "topojson-client";
import type { Topology, GeometryCollection } from "topojson-specification";
import { draw, keep, make, say, set } from "./dom";
import { signed } from "./format";
import { firstView, projectionFor, type Frame } from "./projection";
import { className, stepOf, wordsOf, STEPS } from "./scale";
import type { Figure, World, WorldState } from "./types";
import worldData from "./world.json";

const WIDTH = 960, HEIGHT = 560, MARGIN = 36;
const SMALL = 9;            // px: a state narrower than this on the map is a disc, too
const DISC = 4.5;           // px, its radius at any zoom
const MOST_ZOOM = 24;
const TODAYS_BORDERS = "2011-07-09"; // South Sudan: the last change of borders of states that the outlines show

const atlas = worldData as unknown as Topology<{ states: GeometryCollection }>;

interface Shape {
  state: WorldState;
  at: [number, number];     // of the capital on the map, or of the middle of its land
  node: SVGElement;         // what takes focus and clicks
  marks: SVGElement[];      // all that is coloured
  circles: SVGCircleElement[];
  step: number | null;      // what it is coloured by; null: nothing yet
}

export interface MapOptions {
  label: string;                              // what the map shows, for those who cannot see it
  choose?: (id: string) => void;              // a state was clicked, or Enter was pressed on it
  picked?: (id: string) => boolean;           // whether it is shown as chosen
  hover?: (id: string | null) => void;
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

/** Worlds of one key have one map, but for its colours. */
export function mapKey(world: World): string {
  return JSON.stringify([world.stated, hasTodaysBorders(world), world.states.map(s => [s.id, s.ccode, s.name, s.lat, s.lon, s.in_region])]);
}

export class StateMap {
  readonly node: HTMLElement;
  private readonly svg: SVGSVGElement;
  private readonly canvas: SVGGElement;
  private readonly tieLayer: SVGGElement;
  private readonly outlines = draw("g", { "aria-hidden": "true" }); // above all states, so that no neighbour hides a part
  private readonly shapes = new Map<string, Shape>();
  private readonly zoomer: ZoomBehavior<SVGSVGElement, unknown>;
  private readonly options: MapOptions;
  private focused: string | null = null;
  private first: Frame = { k: 1, x: 0, y: 0 };
  private view: Frame = this.first;
  private change = new Map<string, Figure>();
  private readonly beyond = make("p", { class: "quiet beyond" });
  private dragged = false; // the click that ends a drag is none

  constructor(world: World, options: MapOptions) {
    this.options = options;
    this.canvas = draw("g");
    this.tieLayer = draw("g", { class: "ties", "aria-hidden": "true" });
    this.svg = draw("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "group", "aria-label": options.label, class: "map" }, this.canvas);
    this.node = make("div", { class: "map-frame" }, this.svg, this.beyond);
    this.zoomer = zoom<SVGSVGElement, unknown>().scaleExtent([1, MOST_ZOOM]).translateExtent([[-80, -80], [WIDTH + 80, HEIGHT + 80]])
      .on("zoom", event => this.settle(event.transform));
    this.lay(world);
    this.addButtons();
    select(this.svg).call(this.zoomer).call(this.zoomer.transform, zoomIdentity.translate(this.first.x, this.first.y).scale(this.first.k)).on("dblclick.zoom", null).on("wheel.zoom", null);
    this.svg.addEventListener("wheel", event => this.wheel(event), { passive: false });
    this.svg.addEventListener("keydown", event => this.key(event));
  }

  /** Whether any state has a place on it. */
  get isEmpty(): boolean {
    return this.shapes.size === 0;
  }

  private lay(world: World): void {
    const states = world.states.filter(s => s.lat !== null && s.lon !== null);
    const region = states.filter(s => s.in_region);
    if (!region.length) return;
    const projection = projectionFor(region.map(s => [s.lon!, s.lat!]), WIDTH, HEIGHT, MARGIN);
    const path = geoPath(projection).digits(1);
    this.first = firstView(region.map(s => projection([s.lon!, s.lat!])!).filter(p => p), WIDTH, HEIGHT, MARGIN);
    const today = hasTodaysBorders(world);
    this.canvas.append(draw("path", { class: "graticule", d: path(geoGraticule10()) }));
    const byCode = new Map(region.map(s => [s.ccode, s]));
    if (!world.stated) this.layLand(path, today ? byCode : new Map());
    this.canvas.append(this.tieLayer);
    for (const state of region) this.layDisc(state, projection);
    if (world.stated) for (const state of region) this.layName(state, projection);
    this.canvas.append(this.outlines);
    const first = this.shapes.values().next().value;
    first?.node.setAttribute("tabindex", "0");
  }

  private layLand(path: ReturnType<typeof geoPath>, byCode: Map<number | null, WorldState>): void {
    for (const land of feature(atlas, atlas.objects.states).features) {
      const state = byCode.get(land.id === undefined ? -1 : Number(land.id));
      const d = path(land);
      if (!d) continue;
      const node = draw("path", { class: state ? "state" : "other", d });
      if (state) {
        const [[left, top], [right, bottom]] = path.bounds(land);
        const small = Math.max(right - left, bottom - top) * this.first.k < SMALL;
        const at = path.centroid(land) as [number, number];
        this.shapes.set(state.id, { state, at, node, marks: [node], circles: [], step: null });
        if (!small) this.equip(node, state);
      }
      this.canvas.append(node);
    }
    this.canvas.append(draw("path", { class: "borders", d: path(mesh(atlas, atlas.objects.states, (a, b) => a !== b)) }));
  }

  /** A disc at the capital, for a state without land on this map or with too little to hit. */
  private layDisc(state: WorldState, projection: GeoProjection): void {
    const at = projection([state.lon!, state.lat!]);
    const known = this.shapes.get(state.id);
    if (!at) return;
    if (known?.node.hasAttribute("data-id")) {
      known.at = at;
      return;
    }
    const circle = draw("circle", { class: "state disc", cx: at[0].toFixed(1), cy: at[1].toFixed(1), r: (DISC / this.first.k).toFixed(2) });
    this.equip(circle, state);
    this.shapes.set(state.id, { state, at, node: circle, marks: [...(known?.marks ?? []), circle], circles: [circle], step: null });
    this.canvas.append(circle);
  }

  /** Without land around it a disc says nothing of whose it is. */
  private layName(state: WorldState, projection: GeoProjection): void {
    const at = projection([state.lon!, state.lat!]);
    if (at) this.canvas.append(draw("text", { class: "name", x: at[0].toFixed(1), y: (at[1] - 12).toFixed(1), "aria-hidden": "true" }, state.name));
  }

  private equip(node: SVGElement, state: WorldState): void {
    const { choose, hover, drop } = this.options;
    node.setAttribute("data-id", state.id);
    node.setAttribute("tabindex", "-1");
    node.setAttribute("role", choose ? "button" : "img");
    node.setAttribute("aria-label", state.name);
    node.addEventListener("focus", () => this.rove(state.id));
    node.addEventListener("blur", () => this.outline());
    if (hover) {
      node.addEventListener("pointerenter", () => hover(state.id));
      node.addEventListener("pointerleave", () => hover(null));
      node.addEventListener("focus", () => hover(state.id));
    }
    if (choose) node.addEventListener("click", () => this.dragged || choose(state.id));
    if (drop) this.makeDraggable(node, state.id, drop);
  }

  /** A state is dragged as a label under the pointer; the map itself stays where it is. */
  private makeDraggable(node: SVGElement, id: string, drop: (id: string, x: number, y: number) => void): void {
    const FAR = 6; // px: less is a click
    for (const kind of ["mousedown", "touchstart"]) node.addEventListener(kind, event => event.stopPropagation(), { passive: true });
    node.addEventListener("pointerdown", down => {
      this.dragged = false;
      if (down.button !== 0) return;
      let ghost: HTMLElement | null = null;
      const move = (event: PointerEvent) => {
        if (!ghost && Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) < FAR) return;
        ghost ??= document.body.appendChild(make("div", { class: "ghost" }, this.shapes.get(id)!.state.name));
        ghost.style.translate = `${event.clientX + 8}px ${event.clientY + 8}px`;
        this.options.drag?.(id, event.clientX, event.clientY);
      };
      const stop = (event: PointerEvent) => {
        window.removeEventListener("pointermove", move);
        window.removeEventListener("pointerup", stop);
        window.removeEventListener("pointercancel", stop);
        if (!ghost) return;
        ghost.remove();
        this.dragged = true;
        if (event.type === "pointerup") drop(id, event.clientX, event.clientY);
      };
      window.addEventListener("pointermove", move);
      window.addEventListener("pointerup", stop);
      window.addEventListener("pointercancel", stop);
    });
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
      for (const circle of circles) circle.setAttribute("r", (DISC * Math.max(1, Math.min(2, (transform.k / this.first.k) ** 0.4)) / transform.k).toFixed(2));
    this.outline();
    this.sayBeyond();
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

  private rove(id: string): void {
    for (const shape of this.shapes.values()) shape.node.setAttribute("tabindex", shape.state.id === id ? "0" : "-1");
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
