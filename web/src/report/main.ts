// main.ts: the page of one assessment: an article whose figures follow the lens and the arrangement that the reader chooses.
import "../shared/page.css";
import "../shared/tables.css";
import "../shared/claims.css";
import "./report.css";
import { make, part } from "../shared/dom";
import { makeLedger } from "../shared/ledger";
import { Choice } from "./choice";
import { ClaimsSection } from "./claims";
import { readData } from "./data";
import { HeatMap } from "./heat";
import { makeLenses } from "./lenses";
import { Properties } from "./properties";
import { States } from "./states";
import { makeSummary } from "./summary";

function makeWarnings(warnings: string[]): HTMLElement | null {
  if (!warnings.length) return null;
  return make("section", { id: "warnings", "aria-labelledby": "warnings-title" }, make("h2", { id: "warnings-title" }, "Warnings"),
    make("p", {}, "What a reader must know before leaning on a figure:"), make("ul", {}, ...warnings.map(words => make("li", {}, words))));
}

function start(): void {
  const data = readData(part("data").textContent ?? "");
  const choice = new Choice(data), properties = new Properties(data, mechanism => choice.choose(mechanism)), states = new States(data);
  const heat = data.externalities.some(t => t.rows.length) ? new HeatMap(data) : null;
  const claims = data.claims.length ? new ClaimsSection(data) : null;
  const parts: (HTMLElement | null)[] = [makeSummary(data), choice.node, properties.node, states.node, heat?.node ?? null, claims?.node ?? null,
    data.ledger.length ? makeLedger(data.ledger, data.world) : null, makeLenses(data.lenses), makeWarnings(data.warnings)];
  part("article").append(...parts.filter(node => node !== null));
  choice.onChange((mechanism, lens) => {
    properties.show(mechanism, lens);
    states.show(mechanism, lens);
    heat?.show(mechanism, lens);
    claims?.claims.show(lens);
  });
  choice.tell();
  let close: (() => void) | undefined;
  window.addEventListener("beforeprint", () => (close = claims?.claims.openForPrint()));
  window.addEventListener("afterprint", () => close?.());
}

start();
