// summary.ts: what the page shows and how sure it is, in a minute: agreement of lenses, then a sentence for each.
import { make } from "../shared/dom";
import { count, interval } from "../shared/format";
import type { Claim, Ruling } from "../shared/types";
import { percent } from "../shared/words";
import { underLens, type Lens, type PageData, type PageResult } from "./data";
import { inWords } from "./words";

function quoted(name: string): string {
  return `“${name}”`;
}

function ranked(results: PageResult[]): PageResult[] {
  return results.filter(r => r.effective.value !== null).sort((a, b) => b.effective.value! - a.effective.value!);
}

function withInterval(r: PageResult): string {
  const { value, low, high } = r.effective;
  const range = low === null || high === null ? "" : ` (${interval(100 * low, 100 * high, 0)})`;
  return percent(value) + range;
}

function overlap(a: PageResult, b: PageResult): boolean {
  const one = a.effective, other = b.effective;
  return one.low !== null && other.high !== null && one.low <= other.high && other.low! <= one.high!;
}

/** Which arrangement prevents most, under how many lenses. */
function agreement(data: PageData): string[] {
  const first = new Map<string, number>();
  let asked = 0;
  for (const lens of data.lenses) {
    const best = ranked(underLens(data, lens.name))[0];
    if (!best) continue;
    asked++;
    first.set(best.mechanism, (first.get(best.mechanism) ?? 0) + 1);
  }
  if (data.mechanisms.length < 2 || !asked) return [];
  const sorted = [...first].sort((a, b) => b[1] - a[1]);
  if (data.lenses.length < 2) return [];
  if (sorted.length === 1)
    return [`Which arrangement prevents most does not hang on the lens: under all ${asked} it is ${quoted(sorted[0][0])}. How much it prevents does.`];
  return [`Which arrangement prevents most depends on the lens: ${sorted.map(([name, n]) => `${quoted(name)} under ${n}`).join(", ")}.`];
}

function costs(data: PageData): string[] {
  const always = data.mechanisms.filter(m => {
    const values = data.results.filter(r => r.mechanism === m).map(r => r.indivisible.value);
    return values.every(x => x === null || x >= 0.995) && values.some(x => x !== null);
  });
  const judged = data.mechanisms.filter(m => data.results.some(r => r.mechanism === m && r.indivisible.value !== null));
  if (!judged.length || data.lenses.length < 2) return [];
  if (!always.length) return ["Every arrangement has a lens under which somebody pays for what others gain."];
  return [`At nobody's expense, whatever the lens: ${always.length === judged.length ? "all arrangements" : `${always.length} of ${judged.length} arrangements`}${always.length < 4 && always.length < judged.length ? ` (${always.map(quoted).join(", ")})` : ""}.`];
}

function ownRulings(claim: Claim): Ruling[] {
  return claim.rulings.filter(r => r.is_lens_basing);
}

function claimsAgree(data: PageData): string[] {
  const judged = data.claims.filter(c => c.testable);
  if (!data.claims.length) return [];
  const same = judged.filter(c => new Set(ownRulings(c).map(r => r.verdict)).size === 1).length;
  const not = data.claims.length - judged.length;
  const rest = not ? ` ${not === 1 ? "One is" : `${not} are`} beyond what a model can test.` : "";
  if (data.lenses.length < 2) return [`Of ${count(data.claims.length, "claim")} the page judges ${judged.length}.${rest}`];
  return [`Of ${count(data.claims.length, "claim")} about it, ${same} ${same === 1 ? "has" : "have"} the same verdict under every lens, and ${judged.length - same} turn on it.${rest}`];
}

function verdicts(data: PageData, lens: string): string {
  const n: Record<string, number> = {};
  for (const claim of data.claims)
    for (const ruling of ownRulings(claim)) if (ruling.lens === lens) n[ruling.verdict] = (n[ruling.verdict] ?? 0) + 1;
  if (!data.claims.length) return "";
  const parts = [[n.holds, n.holds === 1 ? "holds" : "hold"], [n.fails, n.fails === 1 ? "fails" : "fail"],
    [n.negligible, n.negligible === 1 ? "is about a difference too small to count" : "are about differences too small to count"],
    [n.depends, n.depends === 1 ? "depends on the draw" : "depend on the draw"]].filter(([x]) => x).map(([x, word]) => `${x} ${word}`);
  return parts.length ? ` Of the claims ${parts.join(", ")}.` : "";
}

/** One sentence or two for a lens: what prevents most, how surely, and at whose expense. */
export function verdictOf(data: PageData, lens: Lens): string {
  const results = underLens(data, lens.name), order = ranked(results), best = order[0], least = order[order.length - 1];
  if (!best) return "Nothing here has anything to lose, so nothing can be prevented." + verdicts(data, lens.name);
  let text = "";
  if (order.length === 1) text = `${quoted(best.mechanism)} prevents ${withInterval(best)} of the expected defeats.`;
  else {
    text = `${quoted(best.mechanism)} prevents most: ${withInterval(best)} of the expected defeats; ${quoted(least.mechanism)} least: ${withInterval(least)}.`;
    const given = results[0];
    if (given !== best && given !== least && given.effective.value !== null) text += ` ${quoted(given.mechanism)}, the first of the list, prevents ${withInterval(given)}.`;
    if (best.effective.low !== null)
      text += overlap(best, order[1])
        ? ` The intervals of the first two, ${quoted(best.mechanism)} and ${quoted(order[1].mechanism)}, overlap: which of them is better is not sure.`
        : ` The interval of ${quoted(best.mechanism)} lies above that of the next, ${quoted(order[1].mechanism)}.`;
  }
  const judged = results.filter(r => r.indivisible.value !== null), paid = judged.filter(r => r.indivisible.value! < 0.995);
  if (judged.length)
    text += !paid.length ? " Taken as a whole, nobody pays for what others gain." :
      judged.length === 1 ? " Taken as a whole, somebody pays for what others gain." : ` Taken as a whole, ${paid.length} of ${judged.length} make somebody pay for what others gain.`;
  return text + verdicts(data, lens.name);
}

export function makeSummary(data: PageData): HTMLElement {
  const sure = [...agreement(data), ...costs(data), ...claimsAgree(data)];
  return make("section", { id: "short", "aria-labelledby": "short-title" },
    make("h2", { id: "short-title" }, "In short"),
    sure.length ? make("ul", { class: "sure" }, ...sure.map(words => make("li", {}, words))) : null,
    make("div", { class: "lens-cards" }, ...data.lenses.map(lens => make("article", { class: "lens-card" },
      make("h3", {}, lens.name), make("p", { class: "quiet" }, inWords(lens)), make("p", {}, verdictOf(data, lens))))),
    make("p", { class: "quiet" }, "Expected defeats are an average over what may happen, as in insurance: “prevents 40 %” means 60 where there would be 100, not that any one war is prevented."));
}
