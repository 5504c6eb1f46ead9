// lenses.ts: every parameter of every lens, with what it means.
import { make } from "../shared/dom";
import { DataTable } from "../shared/table";
import { PARAMETER_WORDS } from "../shared/words";
import type { Lens } from "./data";
import { inWords, parameterText } from "./words";

interface Parameter {
  name: string;
  means: string;
  of: (lens: Lens) => unknown;
}

/** Rows of parameters, those of rho one for each kind of promise. */
function parametersOf(lenses: Lens[]): Parameter[] {
  const names = [...new Set(lenses.flatMap(l => Object.keys(l.parameters)))].filter(name => name !== "rho");
  const promises = [...new Set(lenses.flatMap(l => Object.keys((l.parameters.rho ?? {}) as object)))];
  return [
    ...names.map(name => ({ name, means: PARAMETER_WORDS[name] ?? "", of: (l: Lens) => l.parameters[name] })),
    ...promises.map(type => ({ name: `rho, ${type}`, means: `how often a promise of ${type.replace(/-/g, " ")} is kept, unless the arrangement says otherwise`, of: (l: Lens) => (l.parameters.rho as Record<string, unknown> | undefined)?.[type] })),
  ];
}

function record(lens: Lens): string | null {
  const r = lens.record;
  return r && `Set by the record of ${r.from} to ${r.to}: ${r.onsets} attacks in ${r.pair_years} pair-years within reach, ${r.defeats} defeats in the world.`;
}

function alike(parameter: Parameter, lenses: Lens[]): boolean {
  return lenses.every(lens => JSON.stringify(parameter.of(lens)) === JSON.stringify(parameter.of(lenses[0])));
}

function nameOf(p: Parameter): Node {
  return make("span", {}, make("b", {}, p.name), make("small", {}, ` ${p.means}`));
}

export function makeLenses(lenses: Lens[]): HTMLElement {
  const all = parametersOf(lenses), shared = all.filter(p => alike(p, lenses)), own = all.filter(p => !alike(p, lenses));
  const apart = own.length ? new DataTable<Parameter>({
    caption: "What sets the lenses apart: the likeliest value of each parameter, and its range where it has one", rows: own,
    columns: [{ key: "name", title: "parameter", cell: nameOf },
      ...lenses.map((lens, i) => ({ key: `lens-${i}`, title: lens.name, cell: (p: Parameter) => parameterText(p.of(lens)) }))],
  }).node : null;
  const common = new DataTable<Parameter>({
    caption: lenses.length > 1 ? "Alike under every lens" : "Every parameter: the likeliest value, and its range where it has one", rows: shared,
    columns: [{ key: "name", title: "parameter", cell: p => make("b", {}, p.name) }, { key: "value", title: "value", cell: p => parameterText(p.of(lenses[0])) },
      { key: "means", title: "meaning", cell: p => p.means }],
  }).node;
  return make("section", { id: "lenses", "aria-labelledby": "lenses-title" },
    make("h2", { id: "lenses-title" }, "What each lens assumes"),
    make("dl", { class: "terms" }, ...lenses.flatMap(lens => [make("dt", {}, lens.name), make("dd", {}, inWords(lens), record(lens) ? make("span", { class: "quiet" }, ` ${record(lens)}`) : null)])),
    make("div", { class: "parameters" }, apart), common);
}
