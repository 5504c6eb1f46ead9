// main.ts: the live page: one drawing on the table, every change of it evaluated by the program and shown.
import "../shared/page.css";
import "../shared/tables.css";
import "../shared/claims.css";
import "./live.css";
import { aimed, choices, keep, make, part, put, say } from "../shared/dom";
import { fixed, signed } from "../shared/format";
import { hasTodaysBorders, makeLegend, StateMap, type Tie } from "../shared/map";
import type { Figure, Result, World } from "../shared/types";
import { api, assess, Latest, Refused, type Asked, type Bound, type Evaluated, type Opened, type Setting } from "./api";
import { Answers } from "./answers";
import { Assumptions } from "./assumptions";
import { showCited } from "./cited";
import { Said } from "./claims";
import * as drawings from "./drawing";
import type { Commitment, Drawing } from "./drawing";
import { showExpense } from "./expense";
import { showEffect, showProperties } from "./figures";
import { PactList } from "./pacts";
import { Past } from "./past";
import { offerReport } from "./report";
import { Address, download, fileName, fromHash, keepHash, toHash } from "./share";
import { painted, Sight, whenIdle } from "./sight";
import { StateTable } from "./states";
import { StepList } from "./steps";
import { Why } from "./why";
import { KINDS, nameOf } from "./words";
import { isMap, type Tree } from "./yaml";

const DWELL = 60; // ms that something is pointed at before it is taken for what may be chosen next

/** What the program said of a drawing. */
interface Seen {
  text: string;
  now: Evaluated;
  before: Result | null; // of the arrangement as it was opened; null where nothing is changed
}

interface Answer extends Seen {
  drawing: Drawing;
  asked: number; // when, by the page's clock
}

class Desk {
  private readonly past: Past<Drawing>;
  private answer: Answer | null = null;
  private chosen: string | null = null;
  private base: "reference" | "start" | "auto" = "auto";
  private map: StateMap | null = null;
  private worldShown: World | null = null; // on the map
  private readonly noMap = make("p", { class: "quiet" }, "This scenario says of no state where it is, so there is no map; the table has every state.");
  private isOver = false;    // another file was opened
  private isInTrouble = false;
  private below: Commitment | null = null; // the pact over which a state is held
  private readonly beforeKept = new Map<string, Result>();
  private drawn: { text: string; result: Result } | null = null;
  private cancelRun: (() => void) | null = null;
  private readonly pacts: PactList;
  private readonly table: StateTable;
  private readonly assumptions: Assumptions;
  private readonly why = new Why();
  private readonly steps = new StepList<Drawing>(part("done"), (n, step) => {
    this.past.backTo(n);
    this.settle(`Back to: ${step.says}.`);
  });
  private readonly address = new Address();
  private readonly answers = new Answers<Drawing, Seen>((d, how) => this.see(d, how), drawings.textOf, seen => this.prepare(seen));
  private likely: ((from: Drawing) => Drawing[]) | null = null; // where the slider that was moved last may go
  private readonly sight = new Sight(["properties", "effect", "done", "states", "notes-body"].map(id => part(id)));
  private readonly queue = new Latest<Drawing, Answer>(d => this.ask(d), a => this.show(a), (e, d) => this.fail(e, d));
  private setting: Setting;
  private settingOf = ""; // of which world it is

  /** file: the scenario whose lenses and mechanisms may be chosen. */
  constructor(private readonly file: Opened, drawing: Drawing, says: string) {
    this.setting = file;
    this.past = new Past(drawing, says);
    this.pacts = new PactList(part("pacts"), {
      join: (pact, state) => this.join(pact, state),
      leave: (pact, state) => this.change(drawings.leave(this.now, pact, state), `${this.name(state)} leaves ${this.pactName(pact)}`),
      rule: (pact, rule, words) => this.change(drawings.setRule(this.now, pact, rule), `${this.pactName(pact)}: ${words}`),
      drop: pact => this.change(drawings.drop(this.now, pact), `${this.pactName(pact)} is dissolved`),
      add: (type, members) => this.addPact(type, members),
      mayLeave: (pact, state) => this.expect([drawings.leave(this.now, pact, state)]),
      mayRule: (pact, rules) => this.expect(rules.map(rule => drawings.setRule(this.now, pact, rule))),
      mayAdd: (type, members) => this.expect([this.withPact(type, members).drawing]),
      mayDrop: pact => this.expect([drawings.drop(this.now, pact)]),
    });
    this.table = new StateTable(part("states"), id => this.choose(id));
    this.assumptions = new Assumptions(part("world"), part("sliders"), {
      year: (year, isFinal, next) => {
        this.change(drawings.setYear(this.now, year), `the world of ${year}`, isFinal ? null : "the world of ");
        this.likely = from => next.map(y => drawings.setYear(from, y));
      },
      region: region => this.change(drawings.setRegion(this.now, region), `scores the states of ${region}`),
      parameter: (slider, value, next) => {
        this.change(drawings.slide(this.now, slider.parameter, value), `${slider.parameter} = ${value}`, `${slider.parameter} = `);
        this.likely = from => next.map(x => drawings.slide(from, slider.parameter, x));
      },
      mayRegion: next => this.expect(next.map(region => drawings.setRegion(this.now, region))),
      mayYear: next => this.expect(next.map(year => drawings.setYear(this.now, year))),
      mayParameter: (slider, next) => this.expect(next.map(x => drawings.slide(this.now, slider.parameter, x))),
    });
    this.fillChoices();
    offerReport(() => this.answer && { text: this.answer.text, name: this.answer.drawing.name });
    for (const id of ["sure", "base"]) put(part(id)); // of the file before
    part("legend").replaceChildren(makeLegend());
    part("desk").hidden = false;
    void this.queue.push(this.now);
  }

  private get now(): Drawing {
    return this.past.now;
  }

  private name(id: string): string {
    return this.setting.world.states.find(s => s.id === id)?.name ?? id;
  }

  private pactName(pact: Commitment): string {
    return nameOf(pact, this.names(this.setting.world));
  }

  private say(words: string): void {
    part("say").textContent = words;
  }

  // --- changes -------------------------------------------------------------------------------------------------------

  /** A change of the drawing. goesOn: the beginning of what an earlier step says which this one takes further, as a slider does. */
  change(drawing: Drawing, says: string, goesOn: string | null = null): void {
    if (drawing === this.now) {
      this.say("Nothing changes.");
      return;
    }
    this.past.push(drawing, says, last => goesOn !== null && last.startsWith(goesOn));
    this.settle(says[0].toUpperCase() + says.slice(1) + ".");
  }

  /** After every step, done or undone. */
  private settle(says: string): void {
    this.say(says);
    this.likely = null;
    this.showPast();
    void this.queue.push(this.now);
    this.address.keep(this.now);
  }

  undo(): void {
    const step = this.past.undo();
    if (!step) return;
    this.settle(`Undone: ${step.says}.`);
  }

  redo(): void {
    const step = this.past.redo();
    if (!step) return;
    this.settle(`Done again: ${step.says}.`);
  }

  private join(pact: Commitment, state: string): void {
    if (pact.members.includes(state)) this.say(`${this.name(state)} is a member of ${this.pactName(pact)} already.`);
    else this.change(drawings.join(this.now, pact, state), `${this.name(state)} joins ${this.pactName(pact)}`);
  }

  private withPact(type: string, members: Tree): { drawing: Drawing; name: string } {
    const taken = drawings.namesTaken(this.now);
    let n = 1;
    while (taken.has(`new pact ${n}`)) n++;
    const name = `new pact ${n}`;
    // how a pact of all would be kept nobody knows: the file must say what is assumed
    const rho = type === "collective-security" ? [0.3, 0.5, 0.75] : null;
    return { drawing: drawings.addPact(this.now, type, name, members, rho), name };
  }

  private addPact(type: string, members: Tree): void {
    const { drawing, name } = this.withPact(type, members);
    this.change(drawing, `${name}: ${Array.isArray(members) ? members.join(", ") : String(members)}`);
  }

  private choose(id: string): void {
    const first = this.chosen;
    if (first === id || first === null) {
      this.chosen = first === id ? null : id;
      this.say(this.chosen ? `${this.name(id)} is chosen. Choose a second state to tie the two by a pact of defence, or to cut what ties them.` : "");
    } else {
      this.toggle(first, id);
    }
    this.showChosen();
  }

  /** The drawing with the tie of two states added or cut. */
  private toggled(a: string, b: string): ReturnType<typeof drawings.toggleTie> {
    const pair = drawings.tieName(a, b);
    const tied = this.answer?.now.ties.some(([x, y]) => drawings.tieName(x, y) === pair) ?? false;
    return drawings.toggleTie(this.now, a, b, tied);
  }

  private toggle(a: string, b: string): void {
    const { drawing, change } = this.toggled(a, b);
    const both = `${this.name(a)} and ${this.name(b)}`;
    const says = { added: `${both} promise to defend each other`, cut: `all that ${both} owe each other is cut`, restored: `${both} owe each other again what they did`, removed: `the pact of ${both} is gone` }[change];
    this.change(drawing, says);
  }

  // --- asking --------------------------------------------------------------------------------------------------------

  private async ask(drawing: Drawing): Promise<Answer> {
    const asked = performance.now(), seen = await this.answers.give(drawing), { scenario, world, regions } = seen.now;
    this.setting = { scenario, world, regions };
    this.settingOf = JSON.stringify(drawing.world);
    return { ...seen, drawing, asked };
  }

  /** What the program says of a drawing. What it is compared with stands while only ties change. */
  private async see(drawing: Drawing, how: Asked): Promise<Seen> {
    const text = drawings.textOf(drawing), name = drawings.changedName(drawing), bound = this.boundBy(drawing);
    const setting = JSON.stringify(drawing.world) === this.settingOf ? this.setting : undefined;
    if (!drawings.isChanged(drawing)) {
      const now = await api.evaluate(text, name, { ...how, bound, setting });
      this.keepBefore(text, now.result);
      return { text, now, before: null };
    }
    const untouched = drawings.textOf({ ...drawing, mechanism: drawing.start }), kept = this.beforeKept.get(untouched);
    const now = await api.evaluate(text, name, { ...how, bound, setting, against: kept ? undefined : String(drawing.start.name) }), before = kept ?? now.against!;
    this.keepBefore(untouched, before);
    return { text, now, before };
  }

  private keepBefore(untouched: string, result: Result): void {
    if (this.beforeKept.size > 50) this.beforeKept.clear();
    this.beforeKept.set(untouched, result);
  }

  /** What the mechanism binds, if the answer that is shown is about the same: a lens changes nothing of it. */
  private boundBy({ mechanism, start, world }: Drawing): Bound | undefined {
    if (!this.answer) return undefined;
    const { drawing: shown, now } = this.answer, isSame = shown.mechanism === mechanism && shown.start === start && shown.world === world;
    return isSame ? { mechanism: now.mechanism, ties: now.ties } : undefined;
  }

  private fail(error: unknown, drawing: Drawing): void {
    if (drawing !== this.now || this.isOver) return;
    this.isInTrouble = true;
    const refused = error instanceof Refused ? error : null;
    const line = refused?.line ? drawings.textOf(drawing).split("\n")[refused.line - 1]?.trim() : null;
    const back = make("button", { type: "button" }, "Undo");
    back.addEventListener("click", () => this.undo());
    put(part("trouble"),
      make("strong", {}, "This cannot be computed: "), refused?.message ?? String(error), ".",
      line ? make("code", {}, line) : null,
      " The figures below are those of before. ", this.past.canUndo ? back : null);
    part("trouble").hidden = false;
    part("desk").classList.add("stale");
    part("speed").dataset.state = "failed";
    void this.sight.rest(() => drawing === this.now && !this.isOver);
  }

  // --- showing -------------------------------------------------------------------------------------------------------

  private show(answer: Answer): void {
    if (this.isOver) return;
    this.isInTrouble = false;
    this.answer = answer;
    part("trouble").hidden = true;
    part("desk").classList.remove("stale");
    const { drawing, now, before } = answer;
    document.title = `Helsinki: ${drawing.name}`;
    say(part("lead"), `${drawing.name}. The map shows how the chance of each state to see no defeat in war within ${now.scenario.years} years changes under an arrangement. `
      + "Click two states to tie them by a pact of defence or to cut what ties them; drag a state onto a pact to let it join. All of it follows from the assumptions of a lens: it is no forecast.");
    const kind = drawings.kindOf(drawing.lens);
    say(part("assumes"), `This lens assumes: ${this.file.lenses.find(l => l.kind === kind)?.assumes ?? KINDS[kind] ?? kind}.`);
    this.showMap(now.world);
    this.showChange();
    const drawn = this.drawn?.text === answer.text ? this.drawn.result : null;
    this.sight.draw(part("properties"), () => showProperties(part("properties"), now.result, before, drawn));
    if (drawing === this.now) this.assumptions.show(drawing, now.regions, now.result.parameters); // a slider on its way stays under the hand
    this.showChosen();
    this.showSure();
    this.showNotes();
    if (part<HTMLDetailsElement>("expense").open) void this.showExpense();
    void this.finish(answer);
  }

  /** How long it took until what is in sight was painted; then the rest is drawn. */
  private async finish(answer: Answer): Promise<void> {
    await painted();
    const took = performance.now() - answer.asked, stands = () => answer === this.answer && !this.isInTrouble && !this.isOver;
    if (!stands()) return;
    say(part("speed"), `The program answered, and what is in sight was drawn, in ${took.toFixed(0)} ms.`);
    part("speed").dataset.ms = took.toFixed(1);
    if (!this.queue.isBusy && this.likely) this.answers.look(this.likely(answer.drawing));
    await this.sight.rest(() => stands() && !this.queue.isBusy);
    if (stands()) part("speed").dataset.state = this.queue.isBusy ? "busy" : "done";
  }

  private names(world: World): Map<string, string> {
    return new Map(world.states.map(s => [s.id, s.name]));
  }

  private showMap(world: World): void {
    if (!this.map) this.map = new StateMap(world, {
      label: "Map of the change in security. Arrow keys go from state to state, Enter chooses one.",
      choose: id => this.choose(id),
      picked: id => id === this.chosen,
      hover: id => id && this.point(id),
      press: id => this.mayTie(id, 0),
      drag: (id, x, y) => this.carry(id, this.pacts.at(x, y)),
      drop: (id, x, y) => {
        const pact = this.pacts.at(x, y);
        if (pact) this.join(pact, id);
      },
    });
    else if (world !== this.worldShown) this.map.show(world);
    this.worldShown = world;
    const shown = this.map.isEmpty ? this.noMap : this.map.node;
    if (part("map").firstChild !== shown) part("map").replaceChildren(shown);
    say(part("map-note"), this.map.isEmpty || world.stated ? "" : hasTodaysBorders(world)
      ? "Fainter land is outside the region that is scored. Outlines: Natural Earth." : `States are shown at their capitals: the outlines are those of today, which did not hold in ${world.year}.`);
  }

  private point(id: string): void {
    this.read(id);
    this.mayTie(id);
  }

  /** Who points at a second state, or presses on it, is about to choose it. */
  private mayTie(id: string, after = DWELL): void {
    if (this.chosen && this.chosen !== id) this.expect([this.toggled(this.chosen, id).drawing], after);
  }

  /** What was asked ahead may be shown next: its map is made while nobody waits for anything. */
  private prepare({ now: { world } }: Seen): void {
    if (world !== this.worldShown) whenIdle(() => this.map?.prepare(world));
  }

  /** A state is held over a pact, or over none. */
  private carry(id: string, pact: Commitment | null): void {
    const isNew = pact !== this.below;
    this.below = pact;
    if (isNew && pact && !pact.members.includes(id)) this.expect([drawings.join(this.now, pact, id)]);
  }

  /** One of these may be wanted next, if whoever points at it stays there. */
  private expect(next: Drawing[], after = DWELL): void {
    if (this.answer && !this.queue.isBusy) this.answers.look(next, after);
  }

  /** The figures of the state that is pointed at. */
  private read(id: string): void {
    const state = this.answer?.now.result.states.find(s => s.id === id);
    if (!state) return;
    const years = this.answer!.now.scenario.years;
    part("readout").textContent = state.security === null ? `${this.name(id)}: ${state.why}` :
      `${this.name(id)}: ${fixed(state.security, 3)} chance of no defeat in ${years} years, ${signed(this.changes().change.get(id), 3)} against ${this.changes().against}.`;
  }

  /** Change of every state against what the colours compare with. */
  private changes(): { change: Map<string, Figure>; against: string } {
    const { now, before } = this.answer!;
    const base = this.base === "auto" ? before ? "start" : "reference" : this.base;
    if (base === "reference" || !before)
      return { change: new Map(now.result.states.map(s => [s.id, s.dS])), against: this.referenceWords(now) };
    const then = new Map(before.states.map(s => [s.id, s.security]));
    return {
      change: new Map(now.result.states.map(s => {
        const was = then.get(s.id);
        return [s.id, s.security === null || was === null || was === undefined ? null : s.security - was];
      })),
      against: "the arrangement before your changes",
    };
  }

  private referenceWords({ scenario }: Setting): string {
    return { outside: "a region without pacts of its own", none: "no pacts at all" }[scenario.reference] ?? scenario.reference;
  }

  private showChange(): void {
    const { change, against } = this.changes();
    const { now } = this.answer!;
    part("readout").hidden = this.map?.isEmpty ?? true;
    const names = this.names(now.world);
    this.map?.paint(change);
    const drawn = this.drawn?.text === this.answer!.text ? this.drawn.result : null;
    this.sight.draw(part("effect"), () => showEffect(part("effect"), change, names, against, id => this.map?.focus(id)));
    this.sight.draw(part("states"), () => this.table.show(now.result, change, drawn, names, now.scenario.years));
    const isChanged = drawings.isChanged(this.answer!.drawing), reference = this.referenceWords(now);
    keep(part("base"), [this.base, isChanged, reference], () => [
      make("option", { value: "auto", selected: this.base === "auto" }, isChanged ? "before your changes" : reference),
      isChanged ? make("option", { value: "reference", selected: this.base === "reference" }, reference) : null]);
  }

  private ties(): Tie[] {
    const { drawing, now } = this.answer!;
    const added = drawings.addedTies(drawing), marked = new Set(added.map(([a, b]) => drawings.tieName(a, b)));
    const kept = now.ties.filter(([a, b]) => (a === this.chosen || b === this.chosen) && !marked.has(drawings.tieName(a, b)));
    const states = new Set(now.world.states.map(s => s.id));
    const cut = drawings.cuts(drawing).flatMap(pair => {
      for (let at = pair.indexOf("-"); at > 0; at = pair.indexOf("-", at + 1))
        if (states.has(pair.slice(0, at)) && states.has(pair.slice(at + 1))) return [{ a: pair.slice(0, at), b: pair.slice(at + 1), kind: "cut" as const }];
      return [];
    });
    return [...kept.map(([a, b]) => ({ a, b, kind: "kept" as const })), ...added.map(([a, b]) => ({ a, b, kind: "added" as const })), ...cut];
  }

  private showChosen(): void {
    if (!this.answer) return;
    const { now } = this.answer, names = this.names(now.world);
    this.map?.mark();
    this.map?.link(this.ties());
    this.pacts.show(now.mechanism.commitments, new Map(now.world.states.filter(s => s.in_region).map(s => [s.id, s.name])), names, this.chosen);
    const state = now.result.states.find(s => s.id === this.chosen);
    if (!state) {
      part("chosen").replaceChildren();
      return;
    }
    const partners = now.ties.filter(t => t.includes(state.id)).map(([a, b]) => names.get(a === state.id ? b : a) ?? "").sort();
    this.why.show({ text: this.answer.text, mechanism: now.result.mechanism, state: state.id, names });
    const letGo = make("button", { type: "button" }, "Let go");
    letGo.addEventListener("click", () => this.choose(state.id));
    part("chosen").replaceChildren(
      make("h2", {}, names.get(state.id) ?? state.id),
      make("p", {}, state.security === null ? state.why : `Chance of no defeat in ${now.scenario.years} years: ${fixed(state.security, 3)} (${signed(this.changes().change.get(state.id), 3)}).`),
      make("p", { class: "quiet" }, `Threatened most by: ${state.threats.map(t => names.get(t.id) ?? t.id).join(", ") || "nobody"}.`),
      make("p", { class: "quiet" }, partners.length ? `Tied to: ${partners.join(", ")}.` : "Nobody owes it help, and it owes none."),
      this.why.node, letGo);
  }

  private showPast(): void {
    part<HTMLButtonElement>("undo").disabled = !this.past.canUndo;
    part<HTMLButtonElement>("redo").disabled = !this.past.canRedo;
    this.sight.draw(part("done"), () => this.steps.show(this.past.done));
  }

  private showSure(): void {
    if (this.cancelRun) return;
    const isKnown = this.drawn?.text === this.answer?.text;
    keep(part("sure"), isKnown, () => [isKnown
      ? make("p", { class: "quiet" }, "Beside each figure: the range of 90 % of 200 draws of everything that is known only as a range, such as how often pacts are kept.")
      : this.offerRun()]);
  }

  private offerRun(): HTMLElement {
    const button = make("button", { type: "button", id: "run" }, "How sure is this? Draw 200 times");
    button.addEventListener("click", () => void this.run());
    return button;
  }

  private async run(): Promise<void> {
    const { text, drawing } = this.answer!;
    const bar = make("progress", { max: 1, value: 0, "aria-label": "Draws done" });
    const stop = make("button", { type: "button" }, "Cancel");
    const run = assess(text, 200, done => { bar.value = done; });
    this.cancelRun = run.cancel;
    stop.addEventListener("click", run.cancel);
    put(part("sure"), make("p", {}, bar, " ", stop));
    try {
      const { results } = await run.result;
      const result = results.find(r => r.mechanism === drawings.changedName(drawing));
      if (result) this.drawn = { text, result };
      this.cancelRun = null;
    } catch (error) {
      this.cancelRun = null;
      this.say(error instanceof Refused ? error.message : "Cancelled.");
    }
    if (this.answer) this.show({ ...this.answer, asked: performance.now() });
  }

  private async showExpense(): Promise<void> {
    const { text, drawing, now } = this.answer!;
    const to = part("expense-body");
    try {
      const { results } = await api.externalities(text, drawings.changedName(drawing), "commitments", 10);
      if (text === this.answer?.text) showExpense(to, results[0], this.names(now.world), this.answer.now.mechanism.commitments);
    } catch (error) {
      to.replaceChildren(make("p", {}, error instanceof Error ? error.message : String(error)));
    }
  }

  private showNotes(): void {
    const { now, text } = this.answer!;
    this.sight.draw(part("notes-body"), () => keep(part("notes-body"), [now.warnings, text], () => [
      make("ul", { class: "quiet" }, ...now.warnings.map(w => make("li", {}, w))),
      make("h3", {}, "What is evaluated, and saved"),
      make("pre", { id: "text", tabindex: "0", "aria-label": "The scenario file" }, text)]));
  }

  // --- choices -------------------------------------------------------------------------------------------------------

  private fillChoices(): void {
    const mechanisms = part<HTMLSelectElement>("mechanism"), lenses = part<HTMLSelectElement>("lens");
    const start = this.file.mechanisms.findIndex(m => m.name === this.now.start.name);
    mechanisms.replaceChildren(...this.file.mechanisms.map((m, n) => make("option", { value: n, selected: n === start }, m.name)));
    const others = "states" in this.now.world ? [] : Object.entries(KINDS).filter(([kind]) => !this.file.lenses.some(l => l.name === kind));
    lenses.replaceChildren(
      ...this.file.lenses.map((l, n) => make("option", { value: n, selected: l.name === this.now.lens.name }, l.name)),
      ...others.map(([kind, words]) => make("option", { value: kind }, `${kind}: ${words}`)));
    mechanisms.onchange = () => this.change(this.startingFrom(Number(mechanisms.value)), `starts from: ${this.file.mechanisms[Number(mechanisms.value)].name}`);
    lenses.onchange = () => this.change(this.seenThrough(lenses.value), `through the lens ${this.lensName(lenses.value)}`);
    aimed(mechanisms, () => this.expect(choices(mechanisms).map(value => this.startingFrom(Number(value)))));
    aimed(lenses, () => this.expect(choices(lenses).map(value => this.seenThrough(value))));
    const base = part<HTMLSelectElement>("base");
    base.onchange = () => {
      this.base = base.value as "auto" | "reference";
      if (this.answer) this.show({ ...this.answer, asked: performance.now() });
    };
  }

  private startingFrom(mechanism: number): Drawing {
    const { lens, world } = this.now, fresh = beginWith(this.file, 0, mechanism), year = drawings.yearOf(this.now);
    const moved = year !== null && year !== drawings.yearOf(fresh) ? drawings.setYear(fresh, year) : fresh;
    return { ...moved, lens, world };
  }

  /** value: the number of a lens of the file, or a kind that it has none of. */
  private lensName(value: string): string {
    return this.file.lenses[Number(value)]?.name ?? value;
  }

  private seenThrough(value: string): Drawing {
    return drawings.setLens(this.now, (this.file.tree.lenses as Tree[])[Number(value)] ?? value, this.lensName(value));
  }

  /** Another file takes its place on the page. */
  close(): void {
    this.isOver = true;
    this.sight.close();
    this.answers.callBack();
    this.address.close();
    this.cancelRun?.();
  }

  save(): void {
    download(fileName(this.now.name), drawings.textOf(this.now));
    this.say("The scenario is saved among your downloads; helsinki assess gives the same figures for it.");
  }

  async share(): Promise<void> {
    const url = location.origin + location.pathname + await toHash(this.now);
    try {
      await navigator.clipboard.writeText(url);
      this.say("The link is on your clipboard. It opens this drawing wherever helsinki serve runs.");
    } catch {
      this.say("The link is in the address bar.");
    }
    history.replaceState(null, "", url);
  }

  escape(): void {
    if (this.chosen) this.choose(this.chosen);
  }

  openExpense(): void {
    if (this.answer) void this.showExpense();
  }
}

function beginWith(file: Opened, lens: number, mechanism: number): Drawing {
  return drawings.beginWith(file.tree, file.scenario.name, file.lenses.map(l => l.name), file.mechanisms.map(m => m.name), lens, mechanism);
}

/** Whether something from a link has the shape of a drawing; what it says is the program's to check. */
function isDrawing(x: unknown): x is Drawing {
  const d = x as Tree;
  return isMap(d) && typeof d.name === "string" && Array.isArray(d.others) && d.others.every(isMap)
    && [d.rest, d.world, d.lens, d.start, d.mechanism].every(isMap);
}

/** A drawing from a link shares its start with its mechanism where they are alike. */
function revive(drawing: Drawing): Drawing {
  return JSON.stringify(drawing.start) === JSON.stringify(drawing.mechanism) ? { ...drawing, mechanism: drawing.start } : drawing;
}

let desk: Desk | null = null;
let said: Said | null = null;

async function load(text: string): Promise<void> {
  const file = await api.open(text);
  const linked = await fromHash(location.hash);
  const drawing = isDrawing(linked) ? revive(linked) : beginWith(file, 0, 0);
  desk?.close();
  desk = new Desk(file, drawing, isDrawing(linked) ? "as the link had it" : `starts from: ${String(drawing.start.name)}`);
  said?.close();
  said = new Said(file, text);
  showCited(file);
}

function showTrouble(error: unknown): void {
  part("lead").textContent = error instanceof Error ? error.message : String(error);
}

function equip(): void {
  keepHash();
  const on = (id: string, act: () => void) => part<HTMLButtonElement>(id).addEventListener("click", act);
  on("undo", () => desk?.undo());
  on("redo", () => desk?.redo());
  on("save", () => desk?.save());
  on("share", () => void desk?.share());
  const file = part<HTMLInputElement>("file");
  on("open", () => file.click());
  file.addEventListener("change", async () => {
    const chosen = file.files?.[0];
    if (!chosen) return;
    try {
      history.replaceState(null, "", location.pathname);
      await load(await chosen.text());
    } catch (error) {
      const place = error instanceof Refused && error.line ? `, line ${error.line}, column ${error.column}` : "";
      part("say").textContent = `${chosen.name}${place}: ${error instanceof Error ? error.message : String(error)}`;
    }
    file.value = "";
  });
  part<HTMLDetailsElement>("expense").addEventListener("toggle", () => { if (part<HTMLDetailsElement>("expense").open) desk?.openExpense(); });
  document.addEventListener("keydown", event => {
    const typing = event.target instanceof HTMLInputElement && event.target.type !== "range";
    if (event.key === "Escape") desk?.escape();
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || typing) return;
    event.preventDefault();
    if (event.shiftKey) desk?.redo();
    else desk?.undo();
  });
  for (const id of ["save", "share"]) part<HTMLButtonElement>(id).disabled = false;
}

equip();
api.scenario().then(({ text }) => load(text)).catch(showTrouble);
