// states.ts: who gains and who loses under one arrangement and lens: a map and a table.
import { make } from "../shared/dom";
import { count, fixed, interval, signed } from "../shared/format";
import { hasTodaysBorders, makeLegend, StateMap } from "../shared/map";
import { DataTable } from "../shared/table";
import { resultOf, type PageData, type StateFigures } from "./data";

const MARGIN = 0.005; // in S: less is shown as no change
const SHOWN = 12;

/** What is not known comes last. */
function sizeOf(s: StateFigures): number {
  return s.dS === null ? -1 : Math.abs(s.dS);
}

export class States {
  readonly node: HTMLElement;
  private readonly map: StateMap | null;
  private readonly table: DataTable<StateFigures>;
  private readonly counted = make("p", { class: "counted" });
  private readonly readout = make("p", { class: "readout", role: "status" });
  private readonly title = make("h2", { id: "states-title" });
  private readonly names: Map<string, string>;
  private figures = new Map<string, StateFigures>();

  constructor(private readonly data: PageData) {
    const world = data.world;
    this.names = new Map(world.states.map(s => [s.id, s.name]));
    const map = new StateMap(world, { label: "Map of the change in every state's security; arrow keys go from state to state", choose: id => this.tell(id), hover: id => id && this.tell(id) });
    this.map = map.isEmpty ? null : map;
    const name = (s: StateFigures) => this.names.get(s.id) ?? s.id;
    this.table = new DataTable<StateFigures>({
      caption: "", rows: [], most: SHOWN, many: "states", natural: "largest change first",
      columns: [
        { key: "name", title: "state", sort: name, cell: name },
        { key: "dS", title: "change", explain: "in its chance of no defeat", number: true, sort: s => s.dS, cell: s => make("b", { "data-value": s.dS }, signed(s.dS, 3)) },
        { key: "security", title: "chance of no defeat", explain: `in ${data.years} years`, number: true, sort: s => s.security, cell: s => this.security(s) },
        { key: "loss", title: "defeats a century", explain: "expected", number: true, falling: true, sort: s => s.loss, cell: s => fixed(s.loss === null ? null : 100 * s.loss, 2) },
        { key: "autonomy", title: "autonomy", explain: "1: needs nobody's help", number: true, sort: s => s.autonomy, cell: s => this.autonomy(s) },
        { key: "threats", title: "threats", explain: "largest parts of what it expects to lose", cell: s => this.threats(s) },
      ],
    });
    this.node = make("section", { id: "states", "aria-labelledby": "states-title" }, this.title,
      make("p", {}, `The colour says how the arrangement changes a state's chance of no defeat in ${data.years} years, against ${this.reference()}. ` +
        `A change of 0.01 is one more or one less in a hundred. Less than ${MARGIN} counts as no change.`),
      this.counted, this.frame(), this.table.node,
      make("p", { class: "quiet" }, "Autonomy is what is left of a state's expected loss, as a share, with the help of the one it needs most, named beside it: 0.5 means that it would lose twice as much if that one stayed away."));
  }

  private reference(): string {
    if (this.data.reference === "none") return "a world without any pacts";
    return this.data.reference === "outside" ? "a world where the region has no pacts of its own" : `“${this.data.reference}”`;
  }

  private frame(): HTMLElement {
    const { world } = this.data;
    if (!this.map) return make("p", { class: "note" }, "There is no map: the states of this world have no place on the globe.");
    const caption = make("figcaption", { class: "quiet" },
      world.stated ? "Discs stand where the scenario puts its states. " :
        hasTodaysBorders(world) ? "Outlines are those of today, as Natural Earth draws them; they take no side in disputes over land. " :
          "Outlines are those of today, for orientation; the world's day had other borders, so each state is a disc at its capital. ",
      "Areas are true to each other.", world.stated ? null : " Grey land is not scored.");
    return make("figure", { class: "map-figure" }, this.map.node, this.readout, makeLegend(), caption);
  }

  private security(s: StateFigures): Node {
    const range = interval(s.security_low, s.security_high, 3);
    return make("span", {}, make("span", { "data-value": s.security }, fixed(s.security, 3)), range ? make("small", {}, ` ${range}`) : null, s.why ? make("small", {}, ` ${s.why}`) : null);
  }

  private autonomy(s: StateFigures): string {
    return fixed(s.autonomy, 2) + (s.autonomy_provider && s.autonomy !== null && s.autonomy < 0.995 ? ` ${s.autonomy_provider}` : "");
  }

  private threats(s: StateFigures): Node {
    if (!s.threats.length) return make("span", {}, "none");
    return make("span", {}, s.threats.map(t => `${this.names.get(t.id) ?? t.id} ${t.percent}\u00a0%`).join(", "));
  }

  private tell(id: string): void {
    const s = this.figures.get(id);
    if (!s) return;
    const range = interval(s.security_low, s.security_high, 3);
    this.readout.textContent = s.dS === null ? `${this.names.get(id)}: ${s.why ?? "not known"}` :
      `${this.names.get(id)}: ${signed(s.dS, 3)}, to a chance of ${fixed(s.security, 3)}${range ? ` (${range})` : ""} of no defeat in ${this.data.years} years`;
  }

  show(mechanism: string, lens: string): void {
    const { states } = resultOf(this.data, mechanism, lens);
    this.figures = new Map(states.map(s => [s.id, s]));
    this.title.textContent = `Who gains and who loses: ${mechanism}`;
    const gain = states.filter(s => s.dS !== null && s.dS >= MARGIN).length, lose = states.filter(s => s.dS !== null && s.dS <= -MARGIN).length;
    const unknown = states.filter(s => s.dS === null).length;
    this.counted.textContent = `Under ${lens}, ${count(gain, "state")} ${gain === 1 ? "gains" : "gain"}, ${lose} ${lose === 1 ? "loses" : "lose"}, ` +
      `${states.length - gain - lose - unknown} of ${states.length} keep what they have${unknown ? `; of ${unknown} it is not known` : ""}.`;
    this.readout.textContent = "Point at a state, or go to the map with the Tab key and from state to state with the arrow keys.";
    this.map?.paint(new Map(states.map(s => [s.id, s.dS])));
    this.table.show([...states].sort((a, b) => sizeOf(b) - sizeOf(a)), `${mechanism}, under the lens ${lens}`);
  }
}
