// api.ts: what the page asks of the program that served it (docs/api.schema.json).
import type { Claim, Figure, LedgerRow, Result, Ruling, World } from "../shared/types";
import type { Commitment } from "./drawing";
import type { TreeMap } from "./yaml";

export interface Mechanism {
  name: string;
  commitments: Commitment[];
}

/** Where a scenario is, which its year and region change, but neither a lens nor a mechanism. */
export interface Setting {
  scenario: { name: string; file: string; question: string | null; years: number; draws: number; reference: string };
  world: World;
  regions: string[];
}

export interface Opened extends Setting {
  tree: TreeMap;
  lenses: { name: string; kind: string; assumes: string }[];
  mechanisms: Mechanism[];
  ledger: LedgerRow[];
  claims: number;
  warnings: string[];
}

/** What a mechanism binds whom to, whatever the lens. */
export interface Bound {
  mechanism: Mechanism;
  ties: [string, string][];
}

export interface Evaluated extends Bound, Setting {
  result: Result;
  against?: Result; // of the mechanism that it was asked to be compared with
  warnings: string[];
}

export interface Externality {
  of: string;
  harm: number;
  gain: number;
  payer: string | null;
  payer_dS: number | null;
  receiver: string | null;
  receiver_dS: number | null;
}

export interface Flip {
  parameter: string;
  from: number;
  to: number;
  by_ratio: boolean;
  at: number;
  low: Figure;
  high: Figure;
  holds: "above" | "below";
}

/** A claim under one lens and basing; claim: its number in the file. */
export interface JudgedClaim extends Omit<Claim, "rulings">, Omit<Ruling, "pivots" | "unmoved_by"> {
  claim: number;
  pivots: Flip[];
  unmoved_by: { parameter: string }[];
}

/** A helper of the attacked, or a companion of the attacker. */
export interface Comer {
  id: string;
  chance: number;
  share: Figure; // of all that come on its side
  reason: string; // why it comes, or does not
}

export interface Explained {
  attackers: { id: string; threat: number; defeat: number; loss: number; share: Figure }[];
  attack: {
    attacker: string;
    attacks: { power: number };
    companions: Comer[];
    abetment: number;
    defends: { power: number };
    helpers: Comer[];
    help: number;
    guard: "own" | "helper" | null;
    guardian: string | null;
    nuclear: number;
  } | null;
}

/** A refusal, with the place in the scenario where there is one. */
export class Refused extends Error {
  constructor(message: string, readonly line: number | null = null, readonly column: number | null = null) {
    super(message);
  }
}

async function readAnswer(response: Response): Promise<unknown> {
  const text = await response.text();
  let body: unknown = null;
  try {
    body = text ? JSON.parse(text) : null;
  } catch {
    throw new Refused(`the program's answer cannot be read (${response.status})`);
  }
  if (response.ok) return body;
  const error = (body as { error?: { message?: string; line?: number; column?: number } } | null)?.error;
  throw new Refused(error?.message ?? `the program answers ${response.status}`, error?.line ?? null, error?.column ?? null);
}

async function ask<T>(path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, body === undefined ? { signal } : {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Refused("the program does not answer: is `helsinki serve` still running? Your drawing is kept here.");
  }
  return await readAnswer(response) as T;
}

/** A long job of the program. cancel() stops it: then the result is an AbortError. */
export interface Run<T> {
  result: Promise<T>;
  cancel: () => void;
}

function run<T>(body: { text: string; kind: "assess" | "claims" | "report"; draws?: number; name?: string }, onProgress: (done: number) => void): Run<T> {
  const asking = new AbortController();
  let stop = () => asking.abort();
  const result = (async () => {
    const { id } = await ask<{ id: string }>("/api/runs", body, asking.signal);
    return await new Promise<T>((resolve, reject) => {
      const events = new EventSource(`/api/runs/${encodeURIComponent(id)}/events`);
      stop = () => {
        events.close();
        void fetch(`/api/runs/${encodeURIComponent(id)}`, { method: "DELETE" }).catch(() => {});
        reject(new DOMException("cancelled", "AbortError"));
      };
      const read = (e: Event): unknown => JSON.parse((e as MessageEvent<string>).data);
      const end = (act: () => void) => { events.close(); act(); };
      events.addEventListener("progress", e => onProgress((read(e) as { done: number }).done));
      events.addEventListener("done", e => end(() => resolve(read(e) as T)));
      events.addEventListener("failed", e => end(() => reject(new Refused((read(e) as { error: { message: string } }).error.message))));
      events.onerror = () => { if (events.readyState === EventSource.CLOSED) end(() => reject(new Refused("the run was lost"))); };
    });
  })();
  return { result, cancel: () => stop() };
}

export function assess(text: string, draws: number, onProgress: (done: number) => void): Run<{ results: Result[] }> {
  return run({ text, kind: "assess", draws }, onProgress);
}

/** How a question may be called back, and whether nobody waits for it yet: then it gives way to all others. */
export interface Asked {
  signal?: AbortSignal;
  ahead?: boolean;
}

export const api = {
  scenario: () => ask<{ file: string; text: string }>("/api/scenario"),
  open: (text: string) => ask<Opened>("/api/open", { text }),
  /** bound, setting: what is known of them already. */
  evaluate: async (text: string, mechanism: string, how: Asked & { against?: string; bound?: Bound; setting?: Setting }): Promise<Evaluated> => {
    const { against, bound, setting, ahead, signal } = how, question = { text, mechanism, against, ahead, bare: Boolean(bound), world: !setting, shown: true };
    return { ...bound, ...setting, ...await ask<Evaluated>("/api/evaluate", question, signal) };
  },
  externalities: (text: string, mechanism: string, of: string, top: number) =>
    ask<{ results: { costliest: string[]; giving: string[]; externalities: Externality[] }[] }>("/api/externalities", { text, mechanism, of, top }),
  explain: (text: string, mechanism: string, state: string) => ask<Explained>("/api/explain", { text, mechanism, state }),
  claims: (text: string, onProgress: (done: number) => void): Run<{ draws: number; claims: JudgedClaim[] }> => run({ text, kind: "claims" }, onProgress),
  /** name: what the file of the text is called where it is saved, without .yaml. */
  report: (text: string, name: string, onProgress: (done: number) => void): Run<{ html: string }> => run({ text, kind: "report", name }, onProgress),
};

/** Asks one thing at a time; of those that come while it is asked, only the last. */
export class Latest<In, Out> {
  private waiting: In | null = null;
  private busy = false;

  constructor(private readonly ask: (input: In) => Promise<Out>,
    private readonly answered: (output: Out, input: In) => void,
    private readonly failed: (error: unknown, input: In) => void) {}

  /** Whether an answer is still to come. */
  get isBusy(): boolean {
    return this.busy;
  }

  async push(input: In): Promise<void> {
    this.waiting = input;
    if (this.busy) return;
    this.busy = true;
    while (this.waiting !== null) {
      const next: In = this.waiting;
      this.waiting = null;
      try {
        const output = await this.ask(next);
        if (this.waiting === null) this.busy = false;
        this.answered(output, next);
      } catch (error) {
        if (this.waiting === null) this.busy = false;
        this.failed(error, next);
      }
    }
    this.busy = false;
  }
}
