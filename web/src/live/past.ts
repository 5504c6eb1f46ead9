// past.ts: undo and redo: a list of what the user had on the table, and what was done to get there.

export interface Step<T> {
  value: T;
  says: string; // what was done, for the list of changes
}

export class Past<T> {
  private steps: Step<T>[];
  private at = 0;

  constructor(value: T, says: string) {
    this.steps = [{ value, says }];
  }

  get now(): T {
    return this.steps[this.at].value;
  }

  get canUndo(): boolean {
    return this.at > 0;
  }

  get canRedo(): boolean {
    return this.at < this.steps.length - 1;
  }

  /** All that was done up to now, oldest first. */
  get done(): Step<T>[] {
    return this.steps.slice(0, this.at + 1);
  }

  /** A new step; what was undone is forgotten. `merges`: it goes on with the last step of the same words (a slider on its way). */
  push(value: T, says: string, merges?: (last: string) => boolean): void {
    const goesOn = merges && this.at > 0 && merges(this.steps[this.at].says);
    this.steps = [...this.steps.slice(0, goesOn ? this.at : this.at + 1), { value, says }];
    this.at = this.steps.length - 1;
  }

  undo(): Step<T> | null {
    return this.canUndo ? this.steps[this.at--] : null;
  }

  redo(): Step<T> | null {
    return this.canRedo ? this.steps[++this.at] : null;
  }

  /** Back to step n. */
  backTo(n: number): void {
    if (n >= 0 && n < this.steps.length) this.at = n;
  }
}
