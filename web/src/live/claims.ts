// claims.ts: what is claimed of the scenario that was opened, judged when it is asked for, as the report shows it.
import { Claims } from "../shared/claims";
import { make, part, put } from "../shared/dom";
import { count } from "../shared/format";
import type { Claim, Pivot, Ruling } from "../shared/types";
import { api, type Flip, type JudgedClaim, type Opened, type Run } from "./api";
import { follow } from "./runs";

/** Flips come one by one; together they say where along the range the claim holds. */
function pivotsOf(flips: Flip[]): Pivot[] {
  const parameters = [...new Set(flips.map(f => f.parameter))];
  return parameters.map(parameter => {
    const own = flips.filter(f => f.parameter === parameter), { from, to, by_ratio, holds } = own[0];
    return { parameter, from, to, by_ratio, holds_at_from: holds === "below", flips: own.map(f => [f.at, f.low, f.high]) };
  });
}

function rulingOf(judged: JudgedClaim): Ruling {
  // where the answer turns is shown for the lens's own bases
  const pivots = judged.is_lens_basing ? pivotsOf(judged.pivots) : [];
  return { ...judged, pivots, unmoved_by: judged.unmoved_by.map(p => p.parameter) };
}

/** The claims of `helsinki claims --format json`, a claim's rulings together. */
export function claimsOf(judged: JudgedClaim[]): Claim[] {
  const numbers = [...new Set(judged.map(j => j.claim))];
  return numbers.map(number => {
    const own = judged.filter(j => j.claim === number), { says, by, where, side, test, testable, unit, holds_above } = own[0];
    return { says, by, where, side, test, testable, unit, holds_above, rulings: own.map(rulingOf) };
  });
}

export class Said {
  private run: Run<unknown> | null = null;
  private readonly results = make("div");

  constructor(private readonly file: Opened, private readonly text: string) {
    const { question } = file.scenario;
    part("said").hidden = !question && !file.claims;
    put(part("said-body"), question ? make("p", { class: "question" }, question) : null,
      file.claims ? make("p", {}, `The file makes ${count(file.claims, "claim")}, each with a test. They name the file's own arrangements, so they are judged on the scenario as it was opened, under all of its lenses, and not on what you have drawn.`) : null,
      this.results);
    if (file.claims) this.offer();
  }

  /** Another scenario is opened: nobody waits for this one. */
  close(): void {
    this.run?.cancel();
  }

  private button(): HTMLElement {
    const button = make("button", { type: "button", id: "judge" }, this.file.claims === 1 ? "Judge the claim" : `Judge the ${this.file.claims} claims`);
    button.addEventListener("click", () => void this.judge());
    return button;
  }

  private offer(): void {
    put(this.results, this.button());
  }

  private async judge(): Promise<void> {
    const answer = await follow(this.results, "Claims judged", onProgress => {
      const run = api.claims(this.text, onProgress);
      this.run = run;
      return run;
    }, this.button());
    this.run = null;
    if (answer) this.show(claimsOf(answer.claims), answer.draws);
  }

  private show(judged: Claim[], draws: number): void {
    const names = this.file.lenses.map(l => l.name), above = part<HTMLSelectElement>("lens").selectedOptions[0]?.textContent ?? "";
    const claims = new Claims(judged, names);
    const box = make("select", { id: "said-lens" }, ...names.map(name => make("option", { value: name, selected: name === above }, name)));
    box.addEventListener("change", () => claims.show(box.value));
    put(this.results, make("p", {}, make("label", {}, "Verdicts under the lens ", box)),
      make("p", { class: "quiet" }, `A verdict says what follows from the lens, in ${count(draws, "draw")} of what is known only as a range; the small signs after it give the verdict under every lens. It says nothing of who is right beyond that.`),
      ...claims.parts);
    claims.show(box.value);
    box.focus();
  }
}
