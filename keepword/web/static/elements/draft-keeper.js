// <draft-keeper data-name="reply-42">: what is being written stays in this browser until it was sent,
// so that no refresh, wrong press or lost connection takes it away.
const PREFIX = "keepword-draft-";

class DraftKeeper extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", this);
    this.addEventListener("submit", this);
    this.addEventListener("htmx:sendError", this);
    this.addEventListener("htmx:responseError", this);
    const kept = localStorage.getItem(this.#key);
    if (kept && this.#text && !this.#text.value) this.#text.value = kept;
  }

  handleEvent(event) {
    if (event.type === "submit") this.#sent();
    else this.#keep();
  }

  get #key() {
    return PREFIX + this.dataset.name;
  }

  get #text() {
    return this.querySelector("textarea");
  }

  #sent() {
    localStorage.removeItem(this.#key);
    // The writing is done: the next key is for the desk again.
    this.#text?.blur();
  }

  #keep() {
    if (this.#text?.value) localStorage.setItem(this.#key, this.#text.value);
    else localStorage.removeItem(this.#key);
  }
}

customElements.define("draft-keeper", DraftKeeper);
