// claims.ts: the claims as a section of the article, with what a verdict says.
import { areSided, Claims } from "../shared/claims";
import { make } from "../shared/dom";
import { count } from "../shared/format";
import type { PageData } from "./data";

export class ClaimsSection {
  readonly node: HTMLElement;
  readonly claims: Claims;

  constructor(data: PageData) {
    this.claims = new Claims(data.claims, data.lenses.map(l => l.name));
    this.node = make("section", { id: "claims", "aria-labelledby": "claims-title" },
      make("h2", { id: "claims-title" }, "What is claimed, and what the model makes of it"),
      make("p", {}, `${count(data.claims.length, "sentence")} that somebody says about these arrangements${areSided(data.claims) ? ", on either side of the question" : ""}. Each is turned into a test on the figures of this page. ` +
        "The verdict says what follows from the lens chosen above; the small signs after it give the verdict under every lens. It says nothing of who is right beyond that."),
      ...this.claims.parts);
  }
}
