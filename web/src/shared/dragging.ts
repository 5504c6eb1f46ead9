// dragging.ts: something of a picture is dragged as a label under the pointer; the picture itself stays where it is.
import { make } from "./dom";

const FAR = 6; // px: less is a click

export interface Drag {
  what: (target: EventTarget | null) => string | null; // which thing is below the pointer
  label: (id: string) => string;
  over?: (id: string, x: number, y: number) => void;   // it is held over a place of the window
  drop: (id: string, x: number, y: number) => void;
}

/** Returns whether the click that comes now ends a drag, and so is none. */
export function makeDraggable(layer: SVGElement, { what, label, over, drop }: Drag): () => boolean {
  let dragged = false;
  for (const kind of ["mousedown", "touchstart"])
    layer.addEventListener(kind, event => { if (what(event.target)) event.stopPropagation(); }, { passive: true });
  layer.addEventListener("pointerdown", down => {
    const id = what(down.target);
    dragged = false;
    if (down.button !== 0 || id === null) return;
    const name = label(id);
    let ghost: HTMLElement | null = null;
    const move = (event: PointerEvent) => {
      if (!ghost && Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) < FAR) return;
      ghost ??= document.body.appendChild(make("div", { class: "ghost" }, name));
      ghost.style.translate = `${event.clientX + 8}px ${event.clientY + 8}px`;
      over?.(id, event.clientX, event.clientY);
    };
    const stop = (event: PointerEvent) => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", stop);
      window.removeEventListener("pointercancel", stop);
      if (!ghost) return;
      ghost.remove();
      dragged = true;
      if (event.type === "pointerup") drop(id, event.clientX, event.clientY);
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", stop);
    window.addEventListener("pointercancel", stop);
  });
  return () => dragged;
}
