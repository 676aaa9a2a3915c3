// <draft-keeper data-name data-address>: what is being written is kept on the server while it is written, and in this
// browser until the server has it, so that no refresh, wrong press, lost connection or other device takes it away.
import { endsThePage, keepHere, keptHere, letGo, sayItIsBack } from "./unsaved-words.js";

const PAUSE = 900; // milliseconds without a key
const KEEPALIVE_MOST = 60000; // bytes that a browser sends for a page that is gone

class DraftKeeper extends HTMLElement {
  #timer = 0;
  #busy = false;
  #ended = false;
  #saved = "";
  #onLeave = () => this.#flush();
  #onSight = () => (document.hidden ? this.#flush() : this.#lookAgain());
  // What stands here untouched may just have been sent, or gone on with, on the other device.
  #onRefreshed = () => this.#saved && this.#text.value === this.#saved && this.#lookAgain();

  connectedCallback() {
    this.#saved = this.#text.value;
    for (const name of ["input", "change", "submit", "click", "htmx:sendError", "htmx:responseError", "htmx:beforeOnLoad"]) {
      this.addEventListener(name, this);
    }
    addEventListener("pagehide", this.#onLeave);
    document.addEventListener("visibilitychange", this.#onSight);
    document.addEventListener("keepword:refreshed", this.#onRefreshed);
    this.#bringBack(keptHere(this.dataset.name));
  }

  disconnectedCallback() {
    removeEventListener("pagehide", this.#onLeave);
    document.removeEventListener("visibilitychange", this.#onSight);
    document.removeEventListener("keepword:refreshed", this.#onRefreshed);
    this.#flush();
  }

  handleEvent(event) {
    if (event.type === "submit") this.#sent(event);
    else if (event.type === "click") this.#choose(event.target);
    else if (event.type.startsWith("htmx")) this.#answered(event);
    else if (event.target.type !== "file") this.#touched();
  }

  get #text() { return this.querySelector("textarea"); }

  get #form() { return this.querySelector("form"); }

  get #conflict() { return this.querySelector("[data-conflict]"); }

  #touched() {
    if (this.#ended) return; // leaving the field after Ctrl+Enter is a change too, of words that were sent
    keepHere(this.dataset.name, { text: this.#text.value, version: this.#form.elements.version.value });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#save(), PAUSE);
  }

  // The writing is done: the next key is for the desk again. What refuses it answers with a new form.
  #sent(event) {
    if (event.target !== this.#form) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    letGo(this.dataset.name);
    this.#text.blur();
  }

  // It did not go through: it is a draft again.
  #answered(event) {
    if (event.type === "htmx:beforeOnLoad" && !endsThePage(event)) return;
    this.#ended = false;
    this.#touched();
  }

  // They go on from another state of the draft than the server's: saving them asks which ones are meant.
  #bringBack(lost) {
    if (!lost || lost.text === this.#text.value) return letGo(this.dataset.name);
    if (this.#text.value) this.#version(lost.version);
    this.#write(lost.text);
    sayItIsBack();
  }

  #flush() {
    if (!this.#ended && this.#timer) this.#save(true);
  }

  async #save(isLeaving = false) {
    clearTimeout(this.#timer);
    if (this.#busy && !isLeaving) return this.#touched();
    if (!this.#conflict.hidden) return;
    this.#timer = 0;
    this.#busy = true;
    const said = this.#text.value;
    const body = new URLSearchParams([...new FormData(this.#form)].filter(([, value]) => typeof value === "string"));
    const keepalive = isLeaving && body.toString().length < KEEPALIVE_MOST;
    try {
      const answer = await fetch(this.dataset.address, { method: "POST", body, keepalive, headers: { "X-Draft": "yes" } });
      if (answer.ok) this.#kept(said, await answer.json());
      else if (answer.status === 409) this.#other(await answer.json());
    } catch { /* it stands in this browser */ }
    this.#busy = false;
  }

  #kept(said, { version }) {
    this.#version(version);
    this.#saved = said;
    if (this.#text.value === said) letGo(this.dataset.name);
  }

  #version(number) {
    this.#form.elements.version.value = number;
  }

  #other({ version, text, words }) {
    this.#conflict.querySelector("[data-other]").textContent = text;
    if (words) this.#conflict.querySelector("[data-words]").textContent = words;
    this.#conflict.dataset.version = version;
    this.#conflict.hidden = false;
  }

  #choose(target) {
    const button = target.closest?.("[data-take], [data-keep]");
    if (!button) return;
    if ("take" in button.dataset) this.#write(this.#conflict.querySelector("[data-other]").textContent);
    this.#version(this.#conflict.dataset.version || this.#form.elements.version.value);
    this.#conflict.hidden = true;
    this.#text.focus();
    this.#touched();
  }

  #write(words) {
    this.#text.value = words;
    this.#text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // Back at this page: the other device may have gone on.
  async #lookAgain() {
    if (this.#ended || this.#busy) return;
    const query = new URLSearchParams({ kind: this.#form.elements.kind.value });
    const answer = await fetch(`${this.dataset.address}?${query}`, { headers: { "X-Draft": "yes" } }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const kept = await answer.json();
    const known = Number(this.#form.elements.version.value), isGone = known > 0 && kept.version === 0;
    if ((kept.version <= known && !isGone) || kept.text === this.#text.value) return;
    if (this.#text.value !== this.#saved) return isGone ? null : this.#other(kept);
    this.#version(kept.version);
    this.#saved = kept.text;
    this.#text.value = kept.text;
  }
}

customElements.define("draft-keeper", DraftKeeper);
