// expense.ts: what every pact gives to states that are no party to it, and what it costs them.
import { make } from "../shared/dom";
import { fixed, signed, UNKNOWN } from "../shared/format";
import type { Externality } from "./api";
import type { Commitment } from "./drawing";
import { nameOf } from "./words";

const CENTURIES = 100; // the figures are expected defeats in 100 years

export function showExpense(to: HTMLElement, found: { costliest: string[]; externalities: Externality[] } | undefined, names: Map<string, string>, commitments: Commitment[]): void {
  if (!found) return;
  const called = new Map(commitments.map(c => [c.name, nameOf(c, names)]));
  const rows = found.costliest.map(of => found.externalities.find(x => x.of === of)).filter((x): x is Externality => x !== undefined && x.harm > 0);
  const who = (id: string | null, dS: number | null) => id ? `${names.get(id) ?? id} (${signed(dS, 3)})` : UNKNOWN;
  to.replaceChildren(rows.length
    ? make("table", { class: "stack" },
      make("caption", { class: "quiet" }, "The pacts that cost states outside them most. Defeats expected in 100 years, against the same arrangement without the pact; in brackets the change in the chance of no defeat."),
      make("thead", {}, make("tr", {}, ...["Pact", "Costs others", "Who pays most", "Gives others", "Who is given most"].map((title, n) => make("th", { scope: "col", class: n === 1 || n === 3 ? "number" : null }, title)))),
      make("tbody", {}, ...rows.map(x => make("tr", {},
        make("th", { scope: "row" }, called.get(x.of) ?? x.of),
        make("td", { class: "number", "data-label": "Costs others" }, fixed(CENTURIES * x.harm, 2)),
        make("td", { "data-label": "Who pays most" }, who(x.payer, x.payer_dS)),
        make("td", { class: "number", "data-label": "Gives others" }, fixed(CENTURIES * x.gain, 2)),
        make("td", { "data-label": "Who is given most" }, who(x.receiver, x.receiver_dS))))))
    : make("p", {}, "No pact costs a state outside it anything under this lens."));
}
