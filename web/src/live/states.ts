// states.ts: the table of every state of the region, sorted by any column.
import { make } from "../shared/dom";
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

export class StateTable {
  private order: Key = "change";
  private falling = false;
  private shown: (() => void) | null = null;

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
    const head = make("tr", {}, ...COLUMNS.map(column => this.head(column, years)), make("th", { scope: "col", class: "wide-only" }, "Threatened most by"));
    const body = rows.map(s => {
      const sure = intervals.get(s.id);
      const name = make("button", { type: "button", class: "link" }, names.get(s.id) ?? s.id);
      name.addEventListener("click", () => this.choose(s.id));
      return make("tr", { "data-id": s.id },
        make("th", { scope: "row" }, name),
        make("td", { class: "number" }, signed(change.get(s.id), 3)),
        make("td", { class: "number", title: s.why },
          fixed(s.security, 3), sure ? make("span", { class: "interval" }, ` ${interval(sure.security_low, sure.security_high, 3)}`) : null),
        make("td", { class: "number wide-only" }, fixed(s.loss === null ? null : 100 * s.loss, 2)),
        make("td", { class: "wide-only" }, s.threats.slice(0, 3).map(t => names.get(t.id) ?? t.id).join(", ") || UNKNOWN));
    });
    this.to.replaceChildren(make("table", {}, make("thead", {}, head), make("tbody", {}, ...body)));
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
