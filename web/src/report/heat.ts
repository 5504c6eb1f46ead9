// heat.ts: who gives and who pays: a row for every commitment, a column for every state, coloured by what the one does to the other.
// It sorts and filters. Where there is no room for columns (narrow screens, paper) the same rows are lists in words.
import { make } from "../shared/dom";
import { count, fixed, signed } from "../shared/format";
import { className, stepOf } from "../shared/scale";
import type { Externality, ExternalityTable, PageData } from "./data";

const COLUMN = 17, ROW_HEAD = 176, MOST_ROWS = 30, MOST_IN_LIST = 12; // px, px, rows, states named in a line
const DEFEATS = 1000; // costs and gifts are shown as defeats in so many years

type RowOrder = "harm" | "gain" | "own" | "name" | "state";

const ORDER_WORDS: [RowOrder, string][] = [
  ["harm", "costs others most"], ["gain", "gives others most"], ["own", "gives its parties most"], ["name", "name"], ["state", "most for the state chosen"]];

export class HeatMap {
  readonly node: HTMLElement;
  private table: ExternalityTable | null = null;
  private readonly names: Map<string, string>;
  private readonly orderBox = make("select", { id: "heat-order" });
  private readonly stateBox = make("select", { id: "heat-state" });
  private readonly filterBox = make("input", { type: "text", id: "heat-filter", autocomplete: "off", spellcheck: "false" });
  private readonly grid = make("div", { class: "heat-grid" });
  private readonly list = make("div", { class: "heat-list" });
  private readonly foot = make("div");
  private readonly readout = make("p", { class: "readout", role: "status" });
  private readonly counted = make("p", { class: "counted", role: "status" });
  private all = false;
  private at = { row: 0, column: 0 };

  constructor(private readonly data: PageData) {
    this.names = new Map(data.world.states.map(s => [s.id, s.name]));
    for (const [value, words] of ORDER_WORDS) this.orderBox.append(make("option", { value }, words));
    this.stateBox.append(make("option", { value: "" }, "all states"));
    for (const state of data.world.states.filter(s => s.in_region)) this.stateBox.append(make("option", { value: state.id }, state.name));
    this.orderBox.addEventListener("change", () => this.fill());
    this.filterBox.addEventListener("input", () => this.fill());
    this.stateBox.addEventListener("change", () => {
      if (this.stateBox.value) this.orderBox.value = "state";
      else if (this.orderBox.value === "state") this.orderBox.value = "harm";
      this.fill();
    });
    this.grid.addEventListener("keydown", event => this.key(event));
    let width = window.innerWidth;
    window.addEventListener("resize", () => {
      if (window.innerWidth !== width) this.fill();
      width = window.innerWidth;
    });
    this.node = make("section", { id: "externalities", "aria-labelledby": "heat-title" },
      make("h2", { id: "heat-title" }, "At whose expense: what each commitment does to each state"),
      make("p", {}, "Every treaty or promise of the arrangement is taken away by itself, all else left as it is. What each state then loses is what the commitment gives it (blue, +); what it then gains is what the commitment costs it (orange, −). A dot marks a state that is party to it. An outsider in orange pays for others' security: an ",
        make("dfn", {}, "externality"), ". What one commitment costs a state, another may give it back: an arrangement can be indivisible as a whole and not in its parts."),
      make("p", { class: "controls no-print" },
        make("label", {}, make("span", {}, "Order of rows"), this.orderBox),
        make("label", {}, make("span", {}, "State"), this.stateBox),
        make("label", {}, make("span", {}, "Commitments or states whose name has"), this.filterBox)),
      this.counted, this.grid, this.list, this.foot,
      make("p", { class: "quiet" }, `Colours as on the map. Cost and gift: expected defeats in ${DEFEATS} years, of states that are no party. Figures are at the likeliest value of every assumption, without intervals; “helsinki externalities” gives them. A number in place of a name is a treaty's in ATOP, the list of alliances.`));
  }

  show(mechanism: string, lens: string): void {
    this.table = this.data.externalities.find(t => t.mechanism === mechanism && t.lens === lens) ?? null;
    this.at = { row: 0, column: 0 };
    this.fill();
  }

  private nameOf(id: string): string {
    return this.names.get(id) ?? id;
  }

  /** A treaty without a name has a number; its parties say more, if they are few. */
  private labelOf(row: Externality): string {
    return /^\d+$/.test(row.of) && row.members.size <= 3 ? `${row.of} (${[...row.members].join(", ")})` : row.of;
  }

  /** A word that is no commitment's narrows columns, too. */
  private rows(): Externality[] {
    const word = this.filterBox.value.trim().toLowerCase(), state = this.stateBox.value;
    const matches = (text: string) => text.toLowerCase().includes(word);
    const kept = (this.table?.rows ?? []).filter(x => (!state || x.dS.has(state)) &&
      (!word || matches(x.of) || [...x.dS.keys()].some(id => matches(id) || matches(this.nameOf(id)))));
    const by: Record<RowOrder, (a: Externality, b: Externality) => number> = {
      harm: (a, b) => b.harm - a.harm, gain: (a, b) => b.gain - a.gain, own: (a, b) => b.own - a.own,
      name: (a, b) => a.of.localeCompare(b.of), state: (a, b) => Math.abs(b.dS.get(state) ?? 0) - Math.abs(a.dS.get(state) ?? 0),
    };
    return kept.sort(by[this.orderBox.value as RowOrder]);
  }

  /** Those that are touched, most first; as many as there is room for. */
  private columns(rows: Externality[]): string[] {
    const weight = new Map<string, number>(), word = this.filterBox.value.trim().toLowerCase();
    for (const row of rows) for (const [id, x] of row.dS) weight.set(id, (weight.get(id) ?? 0) + Math.abs(x));
    const asked = [...weight.keys()].filter(id => word && (id.toLowerCase().includes(word) || this.nameOf(id).toLowerCase().includes(word)));
    const room = Math.max(4, Math.floor(((this.node.clientWidth || 1000) - ROW_HEAD - 140) / COLUMN));
    const state = this.stateBox.value;
    const ids = (asked.length ? asked : [...weight.keys()]).sort((a, b) => Number(b === state) - Number(a === state) || weight.get(b)! - weight.get(a)!);
    return ids.slice(0, room);
  }

  private fill(): void {
    const rows = this.rows(), shown = this.all ? rows : rows.slice(0, MOST_ROWS);
    const columns = this.columns(rows), touched = new Set(rows.flatMap(r => [...r.dS.keys()])).size;
    const total = this.table?.count ?? 0, quietOnes = total - (this.table?.rows.length ?? 0);
    this.counted.textContent = !this.table ? "" : !total ? "This arrangement has no commitments." :
      `${count(total, "commitment")}; ${quietOnes ? `${quietOnes} of them change nobody's security by 0.0005 or more and are left out. ` : "all of them are shown. "}` +
      (rows.length < total - quietOnes ? `${rows.length} match. ` : "");
    const more = touched > columns.length ? [make("p", { class: "quiet" }, `The ${columns.length} states that are touched most have a column, of ${touched}; choose a state to see another.`)] : [];
    this.grid.replaceChildren(...(shown.length ? [...more, this.makeGrid(shown, columns), this.readout] : []));
    this.list.replaceChildren(this.makeList(shown));
    this.foot.replaceChildren(...(rows.length > MOST_ROWS ? [this.opener(rows.length)] : []));
    this.readout.textContent = shown.length ? "Point at a cell, or go into the table with the Tab key and from cell to cell with the arrow keys." : "";
  }

  private opener(n: number): HTMLElement {
    const button = make("button", { type: "button", class: "more no-print", "aria-expanded": String(this.all) }, this.all ? "Show fewer" : `Show all ${n} commitments`);
    button.addEventListener("click", () => {
      this.all = !this.all;
      this.fill();
      this.node.querySelector<HTMLElement>("button.more")?.focus();
    });
    return button;
  }

  private makeGrid(rows: Externality[], columns: string[]): HTMLElement {
    const head = make("tr", { role: "row" }, make("th", { role: "columnheader", class: "corner", scope: "col" }, "commitment"),
      make("th", { role: "columnheader", class: "number", scope: "col" }, "cost"), make("th", { role: "columnheader", class: "number", scope: "col" }, "gift"),
      ...columns.map(id => make("th", { role: "columnheader", class: "state-head", scope: "col", "aria-label": this.nameOf(id) }, make("span", {}, id))));
    const body = rows.map((row, r) => make("tr", { role: "row" }, make("th", { role: "rowheader", scope: "row", title: this.labelOf(row) }, this.labelOf(row)),
      make("td", { role: "gridcell", class: "number" }, fixed(DEFEATS * row.harm, 1)), make("td", { role: "gridcell", class: "number" }, fixed(DEFEATS * row.gain, 1)),
      ...columns.map((id, c) => this.cell(row, id, r, c))));
    const table = make("table", { class: "heat", role: "grid", "aria-labelledby": "heat-title" }, make("thead", { role: "rowgroup" }, head), make("tbody", { role: "rowgroup" }, ...body));
    table.addEventListener("pointerover", event => {
      const cell = (event.target as Element).closest<HTMLElement>("td[data-say]");
      if (cell) this.readout.textContent = cell.dataset.say!;
    });
    this.at = { row: Math.min(this.at.row, rows.length - 1), column: Math.min(this.at.column, columns.length - 1) };
    table.querySelector(`td[data-at="${this.at.row} ${this.at.column}"]`)?.setAttribute("tabindex", "0");
    return table;
  }

  private cell(row: Externality, id: string, r: number, c: number): HTMLElement {
    const x = row.dS.get(id), party = row.members.has(id);
    const say = `${row.of} and ${this.nameOf(id)}: ${x === undefined ? "no change" : signed(x, 4)}; ${party ? "a party to it" : "no party to it"}`;
    const sign = x === undefined || Math.abs(x) < 0.005 ? "" : x < 0 ? "−" : "+";
    return make("td", { role: "gridcell", tabindex: -1, "data-at": `${r} ${c}`, "data-say": say, "aria-label": say, class: x === undefined ? "none" : className(stepOf(x)) },
      make("span", { "aria-hidden": "true", class: party ? "party" : null }, sign));
  }

  private key(event: KeyboardEvent): void {
    const ways: Record<string, [number, number]> = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
    const cell = (event.target as Element).closest<HTMLElement>("td[data-at]");
    if (!cell) return;
    const [row, column] = cell.dataset.at!.split(" ").map(Number);
    const rowEnd = event.key === "Home" ? 0 : event.key === "End" ? cell.parentElement!.querySelectorAll("td[data-at]").length - 1 : null;
    const way = ways[event.key];
    if (!way && rowEnd === null) return;
    const next = this.grid.querySelector<HTMLElement>(way ? `td[data-at="${row + way[0]} ${column + way[1]}"]` : `td[data-at="${row} ${rowEnd}"]`);
    event.preventDefault();
    if (!next) return;
    cell.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
    this.at = { row: Number(next.dataset.at!.split(" ")[0]), column: Number(next.dataset.at!.split(" ")[1]) };
    this.readout.textContent = next.dataset.say!;
  }

  private line(words: string, changes: [string, number][]): HTMLElement | null {
    if (!changes.length) return null;
    const shown = changes.slice(0, MOST_IN_LIST).map(([id, x]) => `${this.nameOf(id)}\u00a0${signed(x, 3)}`).join(", ");
    const more = changes.length > MOST_IN_LIST ? `, and ${changes.length - MOST_IN_LIST} more` : "";
    return make("p", {}, make("b", {}, words), ` ${shown}${more}`);
  }

  private makeList(rows: Externality[]): HTMLElement {
    return make("ul", {}, ...rows.map(row => {
      const changes = [...row.dS].sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]));
      const outside = changes.filter(([id]) => !row.members.has(id)), inside = changes.filter(([id]) => row.members.has(id));
      return make("li", {}, make("h3", {}, this.labelOf(row)),
        this.line("Costs outsiders:", outside.filter(([, x]) => x < 0)), this.line("Gives outsiders:", outside.filter(([, x]) => x > 0)),
        this.line("Gives parties:", inside.filter(([, x]) => x > 0)), this.line("Costs parties:", inside.filter(([, x]) => x < 0)));
    }));
  }
}
