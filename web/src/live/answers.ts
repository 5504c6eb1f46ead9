// answers.ts: answers that are there before they are waited for: those of a moment ago, and those to what is likely to be asked next,
// which is asked while nobody waits for anything.

import type { Asked } from "./api";

const PAUSE = 10;  // ms without a question before it is looked ahead: the program lets it give way to all others
const RECENT = 8;  // answers that an undo or a slider on its way back may want again

interface Coming<T> {
  answer: Promise<T>;
  stop: AbortController;
  isThere: boolean;
}

export class Answers<In, Out> {
  private readonly recent = new Map<string, Out>();         // the last given last
  private readonly coming = new Map<string, Coming<Out>>(); // asked ahead
  private timer: ReturnType<typeof setTimeout> | undefined;
  private turn = 0;

  /** ask: the same input has the same answer, always; key: equal where answers are; came: an answer that was asked ahead is there. */
  constructor(private readonly ask: (input: In, how: Asked) => Promise<Out>, private readonly key: (input: In) => string,
    private readonly came: (answer: Out) => void) {}

  /** The answer for which the reader waits. */
  async give(input: In): Promise<Out> {
    const key = this.key(input), known = this.recent.get(key), answer = known ?? await this.wait(input, key);
    if (known) this.callBack();
    this.recent.delete(key);
    this.recent.set(key, answer);
    if (this.recent.size > RECENT) this.recent.delete(this.recent.keys().next().value!);
    return answer;
  }

  /** That which was asked ahead, or a new one, whichever is there first. The rest is called back. */
  private async wait(input: In, key: string): Promise<Out> {
    const coming = this.coming.get(key);
    this.callBack([key]);
    if (!coming) return await this.ask(input, {});
    if (coming.isThere) return await coming.answer;
    const stop = new AbortController(), own = this.ask(input, { signal: stop.signal });
    try {
      return await Promise.race([own, coming.answer.catch(() => own)]);
    } finally {
      stop.abort();
      this.callBack();
    }
  }

  /** Nothing is looked at any more; what is on its way is called back, but for these. */
  callBack(wanted: string[] = []): void {
    clearTimeout(this.timer);
    this.turn++;
    for (const [key, { stop, isThere }] of [...this.coming]) {
      if (isThere || wanted.includes(key)) continue;
      this.coming.delete(key); // at once: nobody must be given what was called back
      stop.abort();
    }
  }

  /** Asks these, the likeliest first, one after the other, after a pause; answers to others are forgotten. */
  look(next: In[], pause = PAUSE): void {
    this.callBack(next.map(this.key));
    const turn = this.turn;
    this.timer = setTimeout(() => void this.askAll(next, turn), pause);
  }

  private async askAll(next: In[], turn: number): Promise<void> {
    const keys = new Set(next.map(this.key));
    for (const key of [...this.coming.keys()]) if (!keys.has(key)) this.coming.delete(key);
    for (const input of next) {
      if (turn !== this.turn) return;
      await this.askOne(input);
    }
  }

  private async askOne(input: In): Promise<void> {
    const key = this.key(input);
    if (this.recent.has(key) || this.coming.has(key)) return;
    const stop = new AbortController(), own = { answer: this.ask(input, { signal: stop.signal, ahead: true }), stop, isThere: false };
    this.coming.set(key, own);
    try {
      const answer = await own.answer;
      own.isThere = true;
      this.came(answer);
    } catch {
      if (this.coming.get(key) === own) this.coming.delete(key); // nobody asked: whoever does will be told what is wrong
    }
  }
}
