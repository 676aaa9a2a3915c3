// <row-cursor> around the list: j and k open the next and the previous conversation, o the one that is marked; the
// open one stays marked.
import { hasSingleKeys } from "./key-switch.js";

class RowCursor extends HTMLElement {
  #onKey = (event) => {
    const step = { j: 1, k: -1, o: 0 }[event.key];
    if (step === undefined || !hasSingleKeys() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.matches?.("input, textarea, select") || document.querySelector("dialog[open]")) return;
    this.#walk(step);
  };
  #onMove = () => this.#mark();

  connectedCallback() {
    document.addEventListener("keydown", this.#onKey);
    document.addEventListener("htmx:pushedIntoHistory", this.#onMove);
    document.addEventListener("keepword:refreshed", this.#onMove);
    this.#mark();
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#onKey);
    document.removeEventListener("htmx:pushedIntoHistory", this.#onMove);
    document.removeEventListener("keepword:refreshed", this.#onMove);
  }

  #rows() {
    return [...this.querySelectorAll(".row")];
  }

  #mark() {
    for (const row of this.#rows()) {
      if (new URL(row.href).pathname === location.pathname) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
    document.querySelector(".desk")?.classList.toggle("reading", location.pathname.startsWith("/conversations/"));
  }

  #walk(step) {
    const rows = this.#rows();
    const here = rows.findIndex((row) => row.hasAttribute("aria-current") || row === document.activeElement);
    const next = rows[here < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, here + step))];
    next?.scrollIntoView({ block: "nearest" });
    next?.focus({ preventScroll: true });
    next?.click();
  }
}

customElements.define("row-cursor", RowCursor);
