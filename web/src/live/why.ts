// why.ts: why a state has the security it has: whose attacks it fears, and who would come to help, in ten lines at most.
import { make, put } from "../shared/dom";
import { count, fixed } from "../shared/format";
import { percent } from "../shared/words";
import { api, Refused, type Comer, type Explained } from "./api";

/** Of which figure it is asked why. */
export interface Question {
  text: string;
  mechanism: string;
  state: string;
  names: Map<string, string>;
}

const THREATS = 3, HELPERS = 3; // one by one; the rest together

/** "0.046 attacks a year (one in 22 years)". */
function rate(threat: number): string {
  const years = 1 / threat;
  return `${fixed(threat, threat < 0.01 ? 4 : 3)} attacks a year${years >= 2 ? ` (one in ${years < 1e4 ? years.toFixed(0) : "over 10,000"} years)` : ""}`;
}

function threatLines({ attackers }: Explained, name: (id: string) => string): string[] {
  const feared = attackers.filter(a => a.loss > 0);
  if (!feared.length) return ["Nobody attacks it under this lens."];
  const lines = feared.slice(0, THREATS).map(a => `${name(a.id)}: ${rate(a.threat)}; an attack defeats it with a chance of ${fixed(a.defeat, 2)}. That is ${percent(a.share)} of all that it stands to lose.`);
  const rest = feared.slice(THREATS);
  if (rest.length) lines.push(`${count(rest.length, "other")}: together ${percent(rest.reduce((sum, a) => sum + (a.share ?? 0), 0))} of it.`);
  return lines;
}

const STAYS_OUT: Record<string, string> = {
  "attacker": "attack it themselves",
  "blocked": "have pacts that do not act: not enough of their members agree",
  "bound-to-both": "are bound to both, and stay out",
  "pledged": "have promised not to fight the attacker, and stay out",
  "fellow-member": "have pacts that spare the attacker, a member too",
};

/** Those who owe help and send none, by the reason that keeps most of them away. */
function staysOut(helpers: Comer[]): string | null {
  const reasons = Object.keys(STAYS_OUT).map(reason => ({ reason, n: helpers.filter(h => h.reason === reason).length }));
  const { reason, n } = reasons.reduce((most, r) => r.n > most.n ? r : most);
  return n ? `${n} of ${count(helpers.length, "state")} that owe it help ${STAYS_OUT[reason]}.` : null;
}

/** Strength is compared with that of the one who stands there alone. */
function times(more: number, own: number): string {
  return own > 0 ? `${fixed(more / own, 2)} times its own strength` : "all the strength there is";
}

function helpLines(attack: NonNullable<Explained["attack"]>, name: (id: string) => string): string[] {
  const comers = (list: Comer[]) => list.filter(c => c.chance > 0 && (c.share ?? 0) > 0).sort((a, b) => b.share! - a.share!);
  const helpers = comers(attack.helpers), companions = comers(attack.companions), against = name(attack.attacker);
  const lines = helpers.slice(0, HELPERS).map(h => `${name(h.id)} helps against ${against} with a chance of ${fixed(h.chance, 2)}: ${percent(h.share)} of the help to be expected.`);
  const rest = helpers.slice(HELPERS);
  if (rest.length) lines.push(`${count(rest.length, "other")} may help: ${percent(rest.reduce((sum, h) => sum + h.share!, 0))} of it.`);
  lines.push(helpers.length ? `All help together adds ${times(attack.help, attack.defends.power)}.`
    : [`Nobody is expected to help against ${against}.`, staysOut(attack.helpers)].filter(part => part).join(" "));
  if (companions.length)
    lines.push(`On the side of ${against}, ${name(companions[0].id)}${companions.length > 1 ? ` and ${count(companions.length - 1, "other")}` : ""} may join in: ${times(attack.abetment, attack.attacks.power)}, as this lens fears.`);
  if (attack.guard && attack.nuclear > 0)
    lines.push(attack.guard === "own" ? "Its own nuclear weapons lower the chance of defeat." : `Nuclear weapons of ${name(attack.guardian ?? "")} lower the chance of defeat.`);
  return lines;
}

export class Why {
  readonly node = make("div", { class: "why" });
  private asked: Question | null = null;
  private isOpen = false;

  /** The state that is chosen now, under the arrangement that is shown: an open answer follows. */
  show(question: Question): void {
    const { asked } = this;
    if (asked?.text === question.text && asked.mechanism === question.mechanism && asked.state === question.state) return;
    const follows = this.isOpen && asked?.state === question.state;
    this.asked = question;
    if (follows) void this.open(false);
    else this.close(false);
  }

  private close(focuses: boolean): void {
    const button = make("button", { type: "button", id: "why" }, "Why?");
    button.addEventListener("click", () => void this.open(true));
    this.isOpen = false;
    put(this.node, button);
    if (focuses) button.focus();
  }

  private async open(focuses: boolean): Promise<void> {
    const question = this.asked!, name = (id: string) => question.names.get(id) ?? id;
    this.isOpen = true;
    let lines: string[];
    try {
      const told = await api.explain(question.text, question.mechanism, question.state);
      lines = [...threatLines(told, name), ...(told.attack ? helpLines(told.attack, name) : [])];
    } catch (error) {
      lines = [error instanceof Refused ? error.message : String(error)];
    }
    if (question !== this.asked || !this.isOpen) return;
    const away = make("button", { type: "button", class: "link" }, "Close");
    away.addEventListener("click", () => this.close(true));
    put(this.node, make("h3", { id: "why-title" }, "Whose attacks it fears, and who helps"),
      make("ul", { "aria-labelledby": "why-title" }, ...lines.map(line => make("li", {}, line))), away);
    if (focuses) away.focus();
  }
}
