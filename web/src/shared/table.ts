// table.ts: a table that sorts by its headings, and on a narrow screen is a list of cards: each row a card, each cell with its heading
// before it. Roles are stated because a table that is laid out otherwise would lose them.
import { make } from "./dom";

export interface Column<Row> {
  key: string;
  title: string;
  explain?: string;                              // what the heading means, below it
  number?: boolean;
  sort?: (row: Row) => number | string | null;   // absent: not sorted by; null comes last either way
  falling?: boolean;                             // sorts from the greatest first
  cell: (row: Row) => Node | string;
}

export interface TableOptions<Row> {
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  order?: { key: string; falling: boolean };
  natural?: string;                              // what the order is called in which rows are given
  chosen?: (row: Row) => boolean;
  most?: number;                                 // rows shown before the rest is asked for
  many?: string;                                 // what rows are, for "Show all 56 states"
}

function compare(a: number | string | null, b: number | string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return typeof a === "string" && typeof b === "string" ? a.localeCompare(b) : a < b ? -1 : a > b ? 1 : 0;
}

export class DataTable<Row> {
  readonly node = make("div", { class: "data-table" });
  private options: TableOptions<Row>;
  private order: { key: string; falling: boolean } | null;
  private all = false;

  constructor(options: TableOptions<Row>) {
    this.options = options;
    this.order = options.order ?? null;
    this.fill();
  }

  /** Other rows (and caption) in the same columns; the order stays. */
  show(rows: Row[], caption = this.options.caption): void {
    this.options = { ...this.options, rows, caption };
    this.fill();
  }

  private sorted(): Row[] {
    const column = this.options.columns.find(c => c.key === this.order?.key);
    if (!column?.sort || !this.order) return this.options.rows;
    const key = column.sort, falling = this.order.falling;
    return [...this.options.rows].sort((a, b) => {
      const x = key(a), y = key(b);
      return compare(x, y) * (falling && x !== null && y !== null ? -1 : 1);
    });
  }

  private sortBy(key: string, focus: string): void {
    const column = this.options.columns.find(c => c.key === key);
    this.order = { key, falling: this.order?.key === key ? !this.order.falling : Boolean(column?.falling) };
    this.fill();
    this.node.querySelector<HTMLElement>(focus)?.focus();
  }

  private heading(column: Column<Row>): HTMLElement {
    const ordered = this.order?.key === column.key ? (this.order.falling ? "descending" : "ascending") : null;
    const cell = make("th", { scope: "col", role: "columnheader", class: column.number ? "number" : null, "aria-sort": ordered });
    if (column.sort) {
      const button = make("button", { type: "button", class: "sort no-print", "data-key": column.key }, column.title,
        make("span", { "aria-hidden": "true" }, ordered ? (ordered === "descending" ? " ▼" : " ▲") : " ↕"));
      button.addEventListener("click", () => this.sortBy(column.key, `th button[data-key="${column.key}"]`));
      cell.append(button, make("span", { class: "print-only", "aria-hidden": "true" }, column.title)); // buttons are not printed again on later pages
    } else cell.append(column.title);
    if (column.explain) cell.append(make("span", { class: "explain" }, column.explain));
    return cell;
  }

  /** Headings are not seen on cards: there the order is chosen from a list. */
  private chooser(): HTMLElement | null {
    const sortable = this.options.columns.filter(c => c.sort);
    if (sortable.length < 2) return null;
    const box = make("select", { class: "order" });
    box.append(make("option", { value: "" }, this.options.natural ?? "as listed"));
    for (const column of sortable)
      for (const falling of [Boolean(column.falling), !column.falling])
        box.append(make("option", { value: `${column.key} ${falling}`, selected: this.order?.key === column.key && this.order.falling === falling },
          `${column.title}, ${falling ? "greatest or last" : "least or first"} first`));
    box.addEventListener("change", () => {
      const [key, falling] = box.value.split(" ");
      this.order = key ? { key, falling: falling === "true" } : null;
      this.fill();
      this.node.querySelector<HTMLElement>("select.order")?.focus();
    });
    return make("label", { class: "narrow-only no-print" }, "Order by ", box);
  }

  private row(row: Row, extra: boolean): HTMLElement {
    const chosen = this.options.chosen?.(row) ?? false;
    const line = make("tr", { role: "row", class: [chosen ? "chosen" : "", extra ? "extra" : ""].join(" ").trim() || null });
    this.options.columns.forEach((column, place) => {
      const content = column.cell(row);
      line.append(place
        ? make("td", { role: "cell", "data-title": column.title, class: column.number ? "number" : null }, make("div", {}, content))
        : make("th", { role: "rowheader", scope: "row" }, content));
    });
    return line;
  }

  private fill(): void {
    const { caption, columns, most } = this.options;
    const rows = this.sorted(), hidden = most && !this.all && rows.length > most + 2 ? rows.length - most : 0;
    const table = make("table", { role: "table", class: "cards" }, make("caption", {}, caption),
      make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, ...columns.map(c => this.heading(c)))),
      make("tbody", { role: "rowgroup" }, ...rows.map((row, place) => this.row(row, hidden > 0 && place >= rows.length - hidden))));
    this.node.replaceChildren(...[this.chooser(), table].filter(part => part !== null));
    if (most && rows.length > most + 2) this.node.append(this.opener(hidden, rows.length));
  }

  private opener(hidden: number, n: number): HTMLElement {
    const button = make("button", { type: "button", class: "more no-print", "aria-expanded": String(!hidden) },
      hidden ? `Show all ${n} ${this.options.many ?? "rows"}` : "Show fewer");
    button.addEventListener("click", () => {
      this.all = !this.all;
      this.fill();
      this.node.querySelector<HTMLElement>("button.more")?.focus();
    });
    return button;
  }
}
