// track.ts: where a slider may be put next, told from how it is pointed at and drawn along, so that its answers can be asked ahead.

const KNOB = 16; // px: its middle stands where the pointer is
const JUMP = 10; // steps at once without a pointer that goes along: no slider on its way

/** A slider's places, counted in its steps from its least value, and where it may be put next. */
export class Track {
  private pointer = Number.NaN; // where it is, finer than a step
  private start = Number.NaN;   // where it was when the slider was moved last, or pressed

  /** may: told where the slider may be put while nobody holds it. */
  constructor(private readonly input: HTMLInputElement, may: (next: number[]) => void) {
    let told = Number.NaN;
    input.addEventListener("pointerdown", event => { this.start = this.follow(event); });
    input.addEventListener("pointermove", event => {
      const place = Math.round(this.follow(event));
      if (event.buttons || place === told) return;
      told = place;
      may(this.pointed);
    });
    input.addEventListener("pointerleave", () => { told = Number.NaN; });
    input.addEventListener("focus", () => {
      if (input.matches(":focus-visible")) may(this.values([this.here + 1, this.here - 1]));
    });
  }

  private get numbers(): { min: number; max: number; step: number } {
    const [min, max, step] = [this.input.min, this.input.max, this.input.step].map(Number);
    return { min, max, step };
  }

  private placeOf(value: number): number {
    const { min, step } = this.numbers;
    return Math.round((value - min) / step);
  }

  private get here(): number {
    return this.placeOf(Number(this.input.value));
  }

  /** Values of places that the slider has, but for the one where it is. */
  private values(places: number[]): number[] {
    const { min, max, step } = this.numbers, digits = this.input.step.split(".")[1]?.length ?? 0;
    return [...new Set(places)].filter(n => n !== this.here).map(n => Number((min + n * step).toFixed(digits))).filter(x => x >= min && x <= max);
  }

  /** The pointer is there. */
  private follow(event: PointerEvent): number {
    const { left, width } = this.input.getBoundingClientRect(), { min, max, step } = this.numbers;
    const share = Math.max(0, Math.min(1, (event.clientX - left - KNOB / 2) / (width - KNOB)));
    return this.pointer = share * (max - min) / step;
  }

  /** Where a click would take it: to what is below the pointer, or, as browsers differ, next to it. A knob that is pointed at will be drawn. */
  private get pointed(): number[] {
    const place = Math.round(this.pointer);
    return this.values([0, 1, -1, 2, -2, 3, -3].slice(0, place === this.here ? 7 : 3).map(n => place + n));
  }

  /** Where it may go now that it has come from `before`: on as it came, a little less or further, to what is next to it, or back. */
  ahead(before: number): number[] {
    const here = this.here, from = this.placeOf(before), way = here < from ? -1 : 1;
    const isDrawn = Math.abs(this.pointer - here) <= 1; // a hand on the pointer moves more evenly than the steps that it is rounded to
    const stride = isDrawn ? this.pointer - this.start : Math.abs(here - from) > JUMP ? way : here - from;
    this.start = this.pointer;
    const aim = (isDrawn ? this.pointer : here) + stride, likeliest = Math.round(aim), other = aim < likeliest ? -1 : 1;
    return this.values([likeliest, likeliest + other, likeliest - other, here + way, here + 2 * way, here - way]);
  }
}
