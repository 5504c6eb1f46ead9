// ahead.ts: where a slider is likely to go next is asked while nobody waits for anything, so that its next step is answered at once.

import type { Asked } from "./api";

const PAUSE = 10; // ms without a question before it is looked ahead: the program lets it give way to all others

interface Kept<T> {
  answer: Promise<T>;
  stop: AbortController;
  isThere: boolean;
}

export class Ahead<In, Out> {
  private readonly kept = new Map<string, Kept<Out>>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private turn = 0;

  /** key: equal where answers are. */
  constructor(private readonly ask: (input: In, how: Asked) => Promise<Out>, private readonly key: (input: In) => string) {}

  /** The answer for which the reader waits: that which was asked ahead, or a new one, whichever is there first. The rest is called back. */
  async take(input: In): Promise<Out> {
    const wanted = this.key(input), kept = this.kept.get(wanted);
    this.callBack(wanted);
    if (!kept) return await this.ask(input, {});
    if (kept.isThere) return await kept.answer;
    const stop = new AbortController(), own = this.ask(input, { signal: stop.signal });
    try {
      return await Promise.race([own, kept.answer.catch(() => own)]);
    } finally {
      stop.abort();
      this.callBack();
    }
  }

  /** Nothing is looked at any more; what is on its way is called back, but for one. */
  callBack(wanted = ""): void {
    clearTimeout(this.timer);
    this.turn++;
    for (const [key, { stop, isThere }] of [...this.kept]) {
      if (key === wanted || isThere) continue;
      this.kept.delete(key); // at once: nobody must be given what was called back
      stop.abort();
    }
  }

  /** Asks these, the likeliest first, one after the other, after a pause; answers to others are forgotten. */
  look(next: In[]): void {
    clearTimeout(this.timer);
    const turn = ++this.turn;
    this.timer = setTimeout(() => void this.askAll(next, turn), PAUSE);
  }

  private async askAll(next: In[], turn: number): Promise<void> {
    const keys = new Set(next.map(this.key));
    for (const key of [...this.kept.keys()]) if (!keys.has(key)) this.kept.delete(key);
    for (const input of next) {
      if (turn !== this.turn) return;
      await this.askOne(input);
    }
  }

  private async askOne(input: In): Promise<void> {
    const key = this.key(input);
    if (this.kept.has(key)) return;
    const stop = new AbortController(), own = { answer: this.ask(input, { signal: stop.signal, ahead: true }), stop, isThere: false };
    this.kept.set(key, own);
    try {
      await own.answer;
      own.isThere = true;
    } catch {
      if (this.kept.get(key) === own) this.kept.delete(key); // nobody asked: whoever does will be told what is wrong
    }
  }
}
