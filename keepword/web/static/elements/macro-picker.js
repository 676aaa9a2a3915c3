// <macro-picker data-address data-for data-into> around a menu: finds macros as one types, inserts one at the cursor
// and shows what it will do. "/" at the beginning of a line of the text opens it.
class MacroPicker extends HTMLElement {
  #onSlash = (event) => {
    if (event.key !== "/" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const { value, selectionStart, selectionEnd } = this.#text;
    if (selectionStart !== selectionEnd || !/(^|\n)$/.test(value.slice(0, selectionStart))) return;
    event.preventDefault();
    this.querySelector("details").open = true;
  };

  connectedCallback() {
    this.addEventListener("toggle", this, true);
    this.addEventListener("input", this);
    this.addEventListener("click", this);
    this.addEventListener("keydown", this);
    this.#text?.addEventListener("keydown", this.#onSlash);
  }

  disconnectedCallback() {
    this.#asked?.abort();
    this.#text?.removeEventListener("keydown", this.#onSlash);
  }

  handleEvent(event) {
    const item = event.target.closest?.(".macro-item");
    if (event.type === "toggle" && event.target.open) this.#opened();
    if (event.type === "input") this.#find();
    if (event.type === "click" && item) this.#insert(item.value);
    if (event.type === "keydown" && event.target === this.#search) this.#onSearchKey(event);
  }

  #asked = null;

  /** Writes this macro into the answer, as if it had been chosen here. */
  use(number) {
    return this.#insert(number);
  }

  get #text() {
    return document.getElementById(this.dataset.for);
  }

  get #search() {
    return this.querySelector("input");
  }

  #opened() {
    this.#search.value = "";
    this.#find();
    setTimeout(() => this.#search.focus());
  }

  #onSearchKey(event) {
    if (event.key === "/" && !this.#search.value) return this.#giveUp(event);
    if (event.key !== "Enter" && event.key !== "ArrowDown") return;
    event.preventDefault();
    const first = this.querySelector(".macro-item");
    if (event.key === "Enter" && first && !event.isComposing) this.#insert(first.value);
    else first?.focus();
  }

  // Twice the key: the sign itself was meant.
  #giveUp(event) {
    event.preventDefault();
    this.#close();
    this.#write("/");
  }

  async #find() {
    this.#asked?.abort();
    this.#asked = new AbortController();
    const query = new URLSearchParams({ q: this.#search.value });
    const list = await this.#fetch(`${this.dataset.address}?${query}`, this.#asked.signal);
    if (list !== null) this.querySelector(".macro-list").innerHTML = list;
  }

  async #insert(number) {
    const part = await this.#fetch(`${this.dataset.address}?${new URLSearchParams({ insert: number })}`);
    if (part === null) return;
    const holder = document.createElement("template");
    holder.innerHTML = part.trim();
    const used = holder.content.firstElementChild;
    const into = document.getElementById(this.dataset.into);
    this.#close();
    if (!into.querySelector(`[data-macro="${CSS.escape(number)}"]`)) into.append(used);
    this.#write(used.dataset.text);
  }

  #write(words) {
    const text = this.#text;
    text.focus();
    text.setRangeText(words, text.selectionStart, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #close() {
    this.querySelector("details").open = false;
  }

  async #fetch(address, signal) {
    try {
      const answer = await fetch(address, { signal, headers: { Accept: "text/html" } });
      return answer.ok && !answer.redirected ? await answer.text() : null;
    } catch {
      return null;
    }
  }
}

customElements.define("macro-picker", MacroPicker);
