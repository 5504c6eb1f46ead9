// claims.ts: what is said of the arrangements, for and against, each with its verdict under every lens.
import { makePivots, PIVOT_KEY } from "./curves";
import { make } from "./dom";
import { fixed, interval } from "./format";
import { linked } from "./links";
import { DataTable } from "./table";
import type { Claim, Ruling, Verdict } from "./types";
import { percent, VERDICT_WORDS } from "./words";

export function badge(verdict: Verdict, words = VERDICT_WORDS[verdict].name): HTMLElement {
  return make("span", { class: `badge ${verdict}` }, make("span", { "aria-hidden": "true" }, `${VERDICT_WORDS[verdict].sign} `), words);
}

function own(claim: Claim): Ruling[] {
  return claim.rulings.filter(r => r.is_lens_basing);
}

function digitsOf(claim: Claim, x: number | null): number {
  return claim.unit && !["probability", "defeats a year", "index", "share"].includes(claim.unit) ? 1 : x !== null && Math.abs(x) < 0.01 ? 4 : 3;
}

function lensName(r: Ruling): string {
  return r.is_lens_basing ? r.lens : `${r.lens}, with power from ${r.basing === "allied" ? "bases abroad" : "home alone"}`;
}

function valueOf(claim: Claim, r: Ruling): Node {
  if (r.value === null) return make("span", { class: "reason" }, r.why ?? (claim.unit ? "—" : "of several parts"));
  const digits = digitsOf(claim, r.value), range = r.low === null || r.high === null ? "" : interval(r.low, r.high, digits);
  return make("span", {}, fixed(r.value, digits), range ? make("small", {}, ` ${range}`) : null, r.why ? make("small", { class: "reason" }, r.why) : null);
}

function rulingTable(claim: Claim): HTMLElement {
  return new DataTable<Ruling>({
    caption: claim.unit ? `What is tested, in the unit: ${claim.unit}` : "Verdicts", rows: claim.rulings,
    columns: [
      { key: "lens", title: "lens", cell: lensName },
      { key: "verdict", title: "verdict", cell: r => badge(r.verdict) },
      { key: "share", title: "true in", explain: "of the draws", number: true, cell: r => percent(r.share) },
      { key: "value", title: "what is tested", number: true, cell: r => valueOf(claim, r) },
      { key: "margin", title: "margin", explain: "less is nothing", number: true, cell: r => r.margin === 0 ? "none" : fixed(r.margin, digitsOf(claim, r.margin)) },
    ],
  }).node;
}

class ClaimView {
  readonly node: HTMLDetailsElement;
  private readonly here = make("span", { class: "here" });
  private readonly body = make("div", { class: "claim-body" });
  private lens = "";
  private filled = "";

  constructor(private readonly claim: Claim, place: number) {
    const all = own(claim).map(r => make("span", { class: `mini ${r.verdict}`, title: `${r.lens}: ${VERDICT_WORDS[r.verdict].name}` },
      make("span", { "aria-hidden": "true" }, VERDICT_WORDS[r.verdict].sign), make("span", { class: "sr-only" }, `${r.lens}: ${VERDICT_WORDS[r.verdict].name}; `)));
    this.node = make("details", { class: "claim" },
      make("summary", {}, make("span", { class: "says" }, `${place}. ${claim.says}`), make("span", { class: "verdicts" }, this.here,
        claim.testable && all.length > 1 ? make("span", { class: "minis" }, make("span", { class: "sr-only" }, "under each lens: "), ...all) : null)),
      this.body);
    this.node.addEventListener("toggle", () => this.fill());
  }

  show(lens: string): void {
    const ruling = own(this.claim).find(r => r.lens === lens);
    this.lens = lens;
    this.here.replaceChildren(badge(ruling?.verdict ?? "not-testable"));
    this.fill();
  }

  fill(force = false): void {
    if ((!this.node.open && !force) || this.filled === this.lens) return;
    const { claim } = this, ruling = own(claim).find(r => r.lens === this.lens);
    this.filled = this.lens;
    const said = [claim.by ? `Said by ${claim.by}` : null, claim.where].filter(x => x).join(": ");
    const parts: (Node | null)[] = [said ? make("p", { class: "quiet" }, ...linked(said)) : null];
    if (!claim.testable) parts.push(make("p", {}, `Not testable: ${ruling?.why ?? "the model cannot say"}.`));
    else parts.push(make("p", {}, `Tested: ${claim.test}.`), rulingTable(claim), ruling ? makePivots(claim, ruling) : null);
    this.body.replaceChildren(...parts.filter((part): part is Node => part !== null));
  }
}

const SIDES: [Claim["side"], string][] = [["for", "For"], ["against", "Against"], [null, "Neither"]];

export function areSided(claims: Claim[]): boolean {
  return claims.some(c => c.side);
}

export class Claims {
  /** The key to the signs, then the claims: to stand in a section, below its heading. */
  readonly parts: HTMLElement[];
  private readonly views: ClaimView[];

  /** lenses: their names, in the order of the signs. */
  constructor(claims: Claim[], lenses: string[]) {
    this.views = claims.map((claim, i) => new ClaimView(claim, i + 1));
    const groups = SIDES.flatMap(([side, title]) => {
      const views = this.views.filter((_, i) => claims[i].side === side);
      return views.length ? [areSided(claims) ? make("h3", {}, title) : null, ...views.map(v => v.node)] : [];
    });
    const parts: (HTMLElement | null)[] = [
      make("ul", { class: "verdict-key" }, ...Object.entries(VERDICT_WORDS).map(([verdict, words]) => make("li", {}, badge(verdict as Verdict), ` ${words.means}`))),
      lenses.length > 1 ? make("p", { class: "quiet" }, `The small signs stand for, from left to right: ${lenses.map((name, i) => `(${i + 1}) ${name}`).join(", ")}.`) : null,
      claims.some(c => c.rulings.some(r => r.pivots.length)) ? make("p", { class: "quiet" }, PIVOT_KEY) : null,
      make("p", { class: "no-print" }, this.opener()), ...groups];
    this.parts = parts.filter(part => part !== null);
  }

  private opener(): HTMLElement {
    const button = make("button", { type: "button" }, "Open all claims");
    button.addEventListener("click", () => {
      const open = this.views.some(v => !v.node.open);
      for (const view of this.views) view.node.open = open;
      button.textContent = open ? "Close all claims" : "Open all claims";
    });
    return button;
  }

  show(lens: string): void {
    for (const view of this.views) view.show(lens);
  }

  /** Paper has no buttons: everything is open while it is printed. */
  openForPrint(): () => void {
    const closed = this.views.filter(v => !v.node.open);
    for (const view of closed) {
      view.node.open = true;
      view.fill(true);
    }
    return () => closed.forEach(v => (v.node.open = false));
  }
}
