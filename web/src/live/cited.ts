// cited.ts: the figures that the opened scenario cites.
import { make, part } from "../shared/dom";
import { LEDGER_TITLE, ledgerParts } from "../shared/ledger";
import type { Opened } from "./api";

export function showCited({ ledger, world }: Opened): void {
  part("cited").replaceChildren(...(ledger.length
    ? [make("details", { id: "ledger" }, make("summary", {}, make("h2", {}, LEDGER_TITLE)), ...ledgerParts(ledger, world))] : []));
}
