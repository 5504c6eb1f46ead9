// ledger.ts: cited figures, beside the model and never part of it.
import { make } from "./dom";
import { linked } from "./links";
import { DataTable } from "./table";
import type { LedgerRow, World } from "./types";

function amountText(x: number): string {
  return new Intl.NumberFormat("en", { maximumFractionDigits: 4 }).format(x).replace("-", "−");
}

/** Footnotes: a source with its note, numbered as they come. */
function footnotes(rows: LedgerRow[]): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const row of rows) {
    const text = noteOf(row);
    if (!numbers.has(text)) numbers.set(text, numbers.size + 1);
  }
  return numbers;
}

function noteOf(row: LedgerRow): string {
  return row.note ? `${row.source}; ${row.note}` : row.source;
}

export const LEDGER_TITLE = "Who pays, who gains, in money, arms and people";

/** The table and its sources: to stand below the title. */
export function ledgerParts(rows: LedgerRow[], world: World): HTMLElement[] {
  const names = new Map(world.states.map(s => [s.id, s.name]));
  const notes = footnotes(rows);
  const table = new DataTable<LedgerRow>({
    caption: "Cited figures", rows, most: 20, many: "figures",
    columns: [
      { key: "actor", title: "who", sort: r => names.get(r.actor) ?? r.actor, cell: r => names.get(r.actor) ?? r.actor },
      { key: "item", title: "what", sort: r => r.item, cell: r => r.item.replace(/-/g, " ") },
      { key: "from", title: "from", sort: r => r.from, cell: r => r.from === null ? "—" : names.get(r.from) ?? r.from },
      { key: "amount", title: "amount", number: true, falling: true, sort: r => r.amount, cell: r => `${amountText(r.amount)} ${r.unit}` },
      { key: "year", title: "year", number: true, sort: r => r.year, cell: r => String(r.year) },
      { key: "source", title: "source", cell: r => make("a", { href: `#source-${notes.get(noteOf(r))}` }, `[${notes.get(noteOf(r))}]`) },
    ],
  });
  return [
    make("p", {}, "These figures are cited, not computed, and none of them is counted as security. A claim may compare them; what caused them the model cannot say."),
    table.node,
    make("h3", {}, "Where these figures stand"),
    make("ol", { class: "footnotes" }, ...[...notes].map(([text, n]) => make("li", { id: `source-${n}` }, ...linked(text)))),
  ];
}

export function makeLedger(rows: LedgerRow[], world: World): HTMLElement {
  return make("section", { id: "ledger", "aria-labelledby": "ledger-title" }, make("h2", { id: "ledger-title" }, LEDGER_TITLE), ...ledgerParts(rows, world));
}
