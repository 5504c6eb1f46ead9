// pacts.ts: the pacts of the arrangement: who is in, by which rule they act; states join and leave, pacts come and go.
import { aimed, keep, make, say } from "../shared/dom";
import { count } from "../shared/format";
import { HELP, type Commitment } from "./drawing";
import { nameOf, RULES, typesOf } from "./words";
import type { Tree } from "./yaml";

export interface PactActions {
  join(pact: Commitment, state: string): void;
  leave(pact: Commitment, state: string): void;
  rule(pact: Commitment, rule: Tree, says: string): void;
  drop(pact: Commitment): void;
  add(type: string, members: Tree): void;
  /** Somebody points at what would do so, or is at it. */
  mayLeave(pact: Commitment, state: string): void;
  mayRule(pact: Commitment, rules: Tree[]): void;
  mayDrop(pact: Commitment): void;
  mayAdd(type: string, members: Tree): void;
}

const SHOWN = 7;
const TWO_THIRDS = 0.667;

export class PactList {
  private readonly open = new Set<string>();
  private showAll = false;
  private commitments: Commitment[] = [];
  private region = new Map<string, string>(); // id -> name
  private names = new Map<string, string>();
  private chosen: string | null = null;
  private readonly list = make("ul", { class: "pacts" });
  private readonly more = make("button", { type: "button", class: "link" });

  constructor(to: HTMLElement, private readonly act: PactActions) {
    this.more.addEventListener("click", () => { this.showAll = !this.showAll; this.render(); });
    to.replaceChildren(
      make("p", { class: "quiet" }, "Drag a state from the map onto a pact to let it join; open a pact to see its members."),
      this.list, this.more, this.makeForm());
  }

  show(commitments: Commitment[], region: Map<string, string>, names: Map<string, string>, chosen: string | null): void {
    this.commitments = commitments;
    this.region = region;
    this.names = names;
    this.chosen = chosen;
    this.render();
  }

  /** The pact under a point of the window, if a state may be dropped there. */
  at(x: number, y: number): Commitment | null {
    const item = document.elementFromPoint(x, y)?.closest<HTMLElement>(".pact");
    return this.commitments.find(c => c.id === item?.dataset.id) ?? null;
  }

  private render(): void {
    const inRegion = (c: Commitment) => c.members.filter(m => this.region.has(m)).length;
    const rank = (c: Commitment) => (c.in_force ? 0 : 1e6) + (this.chosen && c.members.includes(this.chosen) ? 1e3 : 0) + inRegion(c);
    const all = this.commitments.filter(c => c.types.some(t => HELP.includes(t)) && (!c.in_force || inRegion(c) > 1) || !c.in_force);
    all.sort((a, b) => rank(b) - rank(a) || (a.name < b.name ? -1 : 1));
    const shown = this.showAll ? all : all.slice(0, SHOWN);
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.key : undefined;
    keep(this.list, [shown, [...this.open], this.chosen, [...this.region], [...this.names]], () => shown.map(c => this.item(c)));
    for (const option of this.list.querySelectorAll("option")) option.selected = option.defaultSelected; // whatever was tried and did not come to be
    if (focused) this.list.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
    say(this.more, this.showAll ? "Show fewer" : `Show all ${all.length} pacts of help`);
    this.more.hidden = all.length <= SHOWN;
  }

  private item(c: Commitment): HTMLElement {
    const isOpen = this.open.has(c.id);
    const toggle = make("button", { type: "button", class: "pact-name", "aria-expanded": isOpen ? "true" : "false", "data-key": `open ${c.id}` },
      make("strong", {}, nameOf(c, this.names)), make("span", { class: "quiet" }, ` ${typesOf(c)}; ${count(c.members.length, "member")}`));
    toggle.addEventListener("click", () => {
      if (isOpen) this.open.delete(c.id);
      else this.open.add(c.id);
      this.render();
    });
    const has = this.chosen !== null && c.members.includes(this.chosen);
    return make("li", { class: `pact${has ? " has-chosen" : ""}`, "data-id": c.id }, toggle, isOpen ? this.inside(c) : null);
  }

  private inside(c: Commitment): HTMLElement {
    const members = make("ul", { class: "members" }, ...c.members.map(id => {
      const name = this.names.get(id) ?? id;
      const out = make("button", { type: "button", "aria-label": `${name} leaves ${nameOf(c, this.names)}`, "data-key": `leave ${c.id} ${id}` }, "×");
      out.addEventListener("click", () => this.act.leave(c, id));
      aimed(out, () => this.act.mayLeave(c, id));
      return make("li", {}, name, out);
    }));
    const outside = [...this.region].filter(([id]) => !c.members.includes(id)).sort((a, b) => a[1] < b[1] ? -1 : 1);
    const joins = make("select", { "aria-label": `A state joins ${nameOf(c, this.names)}`, "data-key": `join ${c.id}` },
      make("option", { value: "" }, "Let a state join…"), ...outside.map(([id, name]) => make("option", { value: id }, name)));
    joins.addEventListener("change", () => { if (joins.value) this.act.join(c, joins.value); });
    const gone = make("button", { type: "button", "data-key": `drop ${c.id}` }, "Dissolve it");
    gone.addEventListener("click", () => this.act.drop(c));
    aimed(gone, () => this.act.mayDrop(c));
    return make("div", { class: "inside" }, members, make("div", { class: "row" }, joins, this.ruleBox(c), gone));
  }

  private ruleBox(c: Commitment): HTMLElement {
    const box = make("select", { "aria-label": `Rule by which ${nameOf(c, this.names)} acts`, "data-key": `rule ${c.id}` });
    const veto = c.rule.kind === "veto" ? c.rule.vetoers : this.chosen ? [this.chosen] : [];
    const rules: [string, Tree, string][] = [
      ["automatic", "automatic", RULES.automatic],
      ["consensus", "consensus", RULES.consensus],
      ["consensus-minus-one", "consensus-minus-one", RULES["consensus-minus-one"]],
      ["majority", { majority: c.rule.kind === "majority" ? c.rule.majority : TWO_THIRDS }, RULES.majority],
    ];
    if (veto.length) rules.push(["veto", { veto }, `veto of ${veto.map(id => this.names.get(id) ?? id).join(", ")}`]);
    for (const [kind, , says] of rules) box.append(make("option", { value: kind, selected: kind === c.rule.kind }, says));
    aimed(box, () => this.act.mayRule(c, rules.filter(([kind]) => kind !== c.rule.kind).map(([, rule]) => rule)));
    box.addEventListener("change", () => {
      const rule = rules.find(([kind]) => kind === box.value);
      if (rule) this.act.rule(c, rule[1], rule[2]);
    });
    return box;
  }

  private makeForm(): HTMLElement {
    const type = make("select", { "aria-label": "Kind of the new pact" },
      make("option", { value: "defence" }, "Members help a member attacked from outside"),
      make("option", { value: "collective-security" }, "Members help whoever is attacked, by anyone"));
    const who = make("input", { type: "text", "aria-label": "Members of the new pact", placeholder: "GMY FRN POL, or a region: eu" });
    const form = make("form", { class: "new-pact" }, type, who, make("button", { type: "submit" }, "Add"));
    const members = (): Tree | null => {
      const words = who.value.split(/[\s,]+/).filter(Boolean);
      return words.length ? words.length === 1 ? words[0] : words : null;
    };
    form.addEventListener("input", () => {
      const said = members();
      if (Array.isArray(said) && said.every(id => this.names.has(String(id)))) this.act.mayAdd(type.value, said); // not of half a word
    });
    form.addEventListener("submit", event => {
      event.preventDefault();
      const said = members();
      if (said === null) { who.focus(); return; }
      this.act.add(type.value, said);
      who.value = "";
    });
    return make("details", {}, make("summary", {}, "A new pact"), form);
  }
}
