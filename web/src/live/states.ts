// states.ts: the table of every state of the region, sorted by any column.
import { arrange, keep, make, say, set } from "../shared/dom";
import { fixed, interval, signed, UNKNOWN } from "../shared/format";
import type { Result, StateResult } from "../shared/types";

type Key = "name" | "security" | "change" | "loss";

interface Column {
  key: Key;
  title: (years: number) => string;
}

const COLUMNS: Column[] = [
  { key: "name", title: () => "State" },
  { key: "change", title: () => "Change" },
  { key: "security", title: years => `Chance of no defeat in ${years} years` },
  { key: "loss", title: () => "Defeats expected in 100 years" },
];

interface Row {
  called: string;
  node: HTMLTableRowElement;
  change: HTMLElement;
  security: HTMLElement;
  sure: HTMLElement;
  loss: HTMLElement;
  threats: HTMLElement;
}

export class StateTable {
  private order: Key = "change";
  private falling = false;
  private shown: (() => void) | null = null;
  private readonly rows = new Map<string, Row>();
  private readonly headRows = make("thead");
  private readonly body = make("tbody");

  constructor(private readonly to: HTMLElement, private readonly choose: (id: string) => void) {}

  show(result: Result, change: Map<string, number | null>, drawn: Result | null, names: Map<string, string>, years: number): void {
    this.shown = () => this.show(result, change, drawn, names, years);
    const intervals = new Map((drawn?.states ?? []).map(s => [s.id, s]));
    const value = (s: StateResult): string | number | null =>
      this.order === "name" ? names.get(s.id) ?? s.id : this.order === "change" ? change.get(s.id) ?? null : s[this.order];
    const rows = [...result.states].sort((a, b) => {
      const x = value(a), y = value(b);
      if (x === null || y === null) return Number(x === null) - Number(y === null);
      return (x < y ? -1 : x > y ? 1 : 0) * (this.falling ? -1 : 1);
    });
    keep(this.headRows, [this.order, this.falling, years], () =>
      [make("tr", {}, ...COLUMNS.map(column => this.head(column, years)), make("th", { scope: "col", class: "wide-only" }, "Threatened most by"))]);
    const body = rows.map(s => {
      const row = this.row(s.id, names.get(s.id) ?? s.id), sure = intervals.get(s.id);
      say(row.change, signed(change.get(s.id), 3));
      say(row.security, fixed(s.security, 3));
      say(row.sure, sure ? ` ${interval(sure.security_low ?? null, sure.security_high ?? null, 3)}` : "");
      set(row.node, "title", s.why ?? "");
      say(row.loss, fixed(s.loss === null ? null : 100 * s.loss, 2));
      say(row.threats, s.threats.slice(0, 3).map(t => names.get(t.id) ?? t.id).join(", ") || UNKNOWN);
      return row.node;
    });
    arrange(this.body, body);
    if (!this.to.contains(this.body)) this.to.replaceChildren(make("table", {}, this.headRows, this.body));
  }

  /** The row of a state, made once: a slider on its way changes hundreds of figures many times a second. */
  private row(id: string, called: string): Row {
    const known = this.rows.get(id);
    if (known && known.called === called) return known;
    const name = make("button", { type: "button", class: "link" }, called);
    name.addEventListener("click", () => this.choose(id));
    const figure = make("span"), sure = make("span", { class: "interval" });
    const [change, security, loss, threats] = ["number", "number", "number wide-only", "wide-only"].map(kind => make("td", { class: kind }));
    security.append(figure, sure);
    const node = make("tr", { "data-id": id }, make("th", { scope: "row" }, name), change, security, loss, threats);
    const row = { called, node, change, security: figure, sure, loss, threats };
    this.rows.set(id, row);
    return row;
  }

  private head({ key, title }: Column, years: number): HTMLElement {
    const button = make("button", { type: "button" }, title(years), make("span", { "aria-hidden": "true" }, this.order === key ? this.falling ? " ↓" : " ↑" : ""));
    button.addEventListener("click", () => {
      this.falling = this.order === key && !this.falling;
      this.order = key;
      this.shown?.();
      this.to.querySelector<HTMLElement>("th[aria-sort] button")?.focus();
    });
    return make("th", { scope: "col", class: key === "name" ? null : key === "loss" ? "number wide-only" : "number", "aria-sort": this.order === key ? this.falling ? "descending" : "ascending" : null }, button);
  }
}
