// properties.ts: the four properties of every arrangement under one lens, each with its interval as a line.
import { draw, make } from "../shared/dom";
import { fixed, interval, UNKNOWN } from "../shared/format";
import { DataTable } from "../shared/table";
import type { Property } from "../shared/types";
import { PROPERTY_NAMES, underLens, type IndexFigure, type PageData, type PageResult } from "./data";
import { PROPERTY_WORDS } from "./words";

const WIDTH = 120, HEIGHT = 14, LEAST = -1, GREATEST = 1;

function place(x: number): number {
  return 4 + (WIDTH - 8) * (Math.min(GREATEST, Math.max(LEAST, x)) - LEAST) / (GREATEST - LEAST);
}

/** From -1 to 1, with a mark at 0; what lies below is an arrow at the edge. */
function plot(f: IndexFigure): SVGElement {
  const middle = HEIGHT / 2, at = (x: number) => place(x).toFixed(1);
  const svg = draw("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "bar", "aria-hidden": "true" },
    draw("line", { class: "axis", x1: 4, x2: WIDTH - 4, y1: middle, y2: middle }),
    draw("line", { class: "axis", x1: at(0), x2: at(0), y1: 2, y2: HEIGHT - 2 }),
    draw("line", { class: "axis", x1: at(1), x2: at(1), y1: 2, y2: HEIGHT - 2 }));
  if (f.low !== null && f.high !== null)
    svg.append(draw("line", { class: "range", x1: at(f.low), x2: Number(at(f.high)) + 0.01, y1: middle, y2: middle }));
  if (f.value !== null)
    svg.append(f.value < LEAST ? draw("path", { class: "dot", d: `M1 ${middle} l7 -5 v10 z` }) : draw("circle", { class: "dot", cx: at(f.value), cy: middle, r: 3.5 }));
  return svg;
}

function cell(result: PageResult, property: Property): Node {
  const f = result[property];
  const box = make("div", { class: "figure" }, make("b", { "data-value": f.value }, fixed(f.value, 2)));
  if (f.value === null) {
    box.append(make("small", {}, ` ${f.why}`));
    return box;
  }
  const range = interval(f.low, f.high, 2);
  if (range) box.append(make("small", {}, ` ${range}`));
  box.append(plot(f) as unknown as Node);
  if (property === "effective" && result.effective.together !== null)
    box.append(make("small", { class: "second" }, `${fixed(result.effective.together, 2)} if allies come all or none`));
  return box;
}

export class Properties {
  readonly node: HTMLElement;
  private readonly table: DataTable<PageResult>;
  private readonly turns = make("div");
  private chosen = "";

  constructor(private readonly data: PageData, choose: (mechanism: string) => void) {
    this.table = new DataTable<PageResult>({
      caption: "", rows: [], chosen: row => row.mechanism === this.chosen,
      columns: [
        { key: "mechanism", title: "arrangement", cell: r => this.name(r.mechanism, choose) },
        ...PROPERTY_NAMES.map(property => ({
          key: property, title: property, explain: PROPERTY_WORDS[property].asks, falling: true,
          sort: (r: PageResult) => r[property].value, cell: (r: PageResult) => cell(r, property),
        })),
      ],
    });
    this.node = make("section", { id: "properties", "aria-labelledby": "properties-title" },
      make("h2", { id: "properties-title" }, "Four questions to every arrangement"),
      make("p", {}, "An arrangement is who owes whom help, neutrality or restraint, and by which rule it acts. For each, four questions are asked, and 1 is the best answer to every one:"),
      make("dl", { class: "terms" }, ...PROPERTY_NAMES.flatMap(property => [
        make("dt", {}, make("dfn", {}, property)), make("dd", {}, `${PROPERTY_WORDS[property].asks} ${PROPERTY_WORDS[property].reads}`)])),
      make("p", { class: "quiet" }, `Each figure has every assumption at its likeliest value${data.draws ? "; the interval beside it, drawn as a thick line, holds nine tenths of the draws, and the figure may lie near its end or outside it" : ""}. The lines run from −1 to 1, with marks at 0 and 1. ${UNKNOWN} means that the question has no answer there; the reason stands beside it.`),
      this.table.node, this.turns);
  }

  private name(mechanism: string, choose: (mechanism: string) => void): Node {
    const button = make("button", { type: "button", class: "link", "aria-pressed": String(mechanism === this.chosen), title: "Show it on the map and in the tables below" }, mechanism);
    button.addEventListener("click", () => {
      choose(mechanism);
      for (const other of this.node.querySelectorAll<HTMLElement>("button.link")) if (other.textContent === mechanism) other.focus();
    });
    return button;
  }

  show(mechanism: string, lens: string): void {
    this.chosen = mechanism;
    this.table.show(underLens(this.data, lens), `Under the lens ${lens}`);
    const turns = this.data.lenses.find(l => l.name === lens)?.turns ?? [];
    this.turns.replaceChildren(...(turns.length ? [
      make("h3", {}, "Where this changes with how one counts"),
      make("p", { class: "quiet" }, "Above, every state counts once. Weighed by how many people live in them, or without states of under a million, or with help that comes all or none, some answers change:"),
      make("ul", { class: "quiet" }, ...turns.map(words => make("li", {}, words)))] : []));
  }
}
