// share.ts: a drawing as the hash of a URL, so that a link or a reload brings it back, and as a file.

async function pipe(bytes: Uint8Array<ArrayBuffer>, through: CompressionStream | DecompressionStream): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(through);
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const PREFIX = "#d=";
const MOST = 200_000; // characters: more is no drawing of ours

export async function toHash(value: unknown): Promise<string> {
  const packed = await pipe(new TextEncoder().encode(JSON.stringify(value)), new CompressionStream("deflate-raw"));
  let binary = "";
  for (const byte of packed) binary += String.fromCharCode(byte);
  return PREFIX + btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** null: the hash holds no drawing. */
export async function fromHash(hash: string): Promise<unknown> {
  if (!hash.startsWith(PREFIX) || hash.length > MOST) return null;
  try {
    const binary = atob(hash.slice(PREFIX.length).replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, c => c.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(await pipe(bytes, new DecompressionStream("deflate-raw"))));
  } catch {
    return null;
  }
}

const REST = 300;     // ms without a change before the address is written: a browser takes tens of milliseconds for it, which an answer must not wait for
const LONGEST = 2000; // ms: then it is written though the hand does not rest

/** The page's address, which holds what is on the table. */
export class Address {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private since: number | null = null; // when the first change came that it does not hold
  private turn = 0;

  keep(value: unknown): void {
    const now = performance.now();
    this.since ??= now;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.write(value), Math.min(REST, Math.max(0, this.since + LONGEST - now)));
  }

  close(): void {
    clearTimeout(this.timer);
    this.turn++;
  }

  private async write(value: unknown): Promise<void> {
    this.since = null;
    const turn = ++this.turn, hash = await toHash(value);
    if (turn === this.turn) history.replaceState(null, "", hash);
  }
}

export function download(name: string, text: string, type = "application/yaml"): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/** A file name from what a scenario is called. */
export function fileName(name: string, ending = ".yaml"): string {
  const plain = name.normalize("NFKD").replace(/[^A-Za-z0-9]+/g, "-").replace(/^-+|-+$/g, "").toLowerCase();
  return `${plain.slice(0, 60) || "scenario"}${ending}`;
}

/** Links within the page go where they point, and leave the hash, which holds the drawing, alone. */
export function keepHash(): void {
  document.addEventListener("click", event => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href^="#"]') : null;
    const to = link && document.getElementById(link.hash.slice(1));
    if (!to) return;
    event.preventDefault();
    if (!to.hasAttribute("tabindex")) to.tabIndex = -1;
    to.scrollIntoView({ block: "nearest" });
    to.focus();
  });
}
