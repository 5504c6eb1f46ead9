// sight.ts: what is in sight is drawn at once; what is not, when it comes into sight, or when the hand rests.

const NEAR = "20%";     // of the window's height above and below: what a reader may scroll to next
const PAUSE = 150;      // ms without a change before the rest is drawn, so that no step of a slider finds the page at it
const PATIENCE = 500;   // ms more: then the rest is drawn even if the page is busy

/** Until the frame with what was just written has been laid out and painted. A page that nobody sees paints none. */
export function painted(): Promise<void> {
  if (document.hidden) return Promise.resolve();
  return new Promise(resolve => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    port2.postMessage(null);
  }));
}

export function whenIdle(act: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(act, { timeout: PATIENCE });
  else setTimeout(act, 1);
}

async function idle(): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, PAUSE));
  return new Promise(whenIdle);
}

export class Sight {
  private readonly unseen = new Set<Element>();
  private readonly waiting = new Map<Element, () => void>();
  private readonly watch = new IntersectionObserver(seen => seen.forEach(s => this.note(s)), { rootMargin: `${NEAR} 0px` });

  constructor(parts: Element[]) {
    for (const node of parts) this.watch.observe(node);
  }

  private note({ target, isIntersecting }: IntersectionObserverEntry): void {
    if (!isIntersecting) this.unseen.add(target);
    else {
      this.unseen.delete(target);
      this.catchUp(target);
    }
  }

  private catchUp(node: Element): void {
    const act = this.waiting.get(node);
    this.waiting.delete(node);
    act?.();
  }

  /** Draws this part now, or later: then in place of what it was to be drawn as before. */
  draw(node: Element, act: () => void): void {
    this.waiting.set(node, act);
    if (!this.unseen.has(node)) this.catchUp(node);
  }

  /** Another page takes its parts over. */
  close(): void {
    this.watch.disconnect();
    this.waiting.clear();
  }

  /** Draws all that waits, as soon as the page has had nothing else to do for a while; not if something else is to be drawn by then. */
  async rest(isStillAsked: () => boolean): Promise<void> {
    if (!this.waiting.size) return;
    await idle();
    if (!isStillAsked()) return;
    for (const node of [...this.waiting.keys()]) this.catchUp(node);
    await painted();
  }
}
