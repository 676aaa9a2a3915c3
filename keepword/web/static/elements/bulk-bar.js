// <bulk-bar data-choices data-some data-all data-picked>: rows of the list are selected with x, a range with Shift+x,
// by Ctrl or Shift and a click, or, once [data-picks] was pressed, by any press; what to do with them stands in a bar.
const WRITING = "input, textarea, select, [contenteditable]";

class BulkBar extends HTMLElement {
  #picked = new Set();
  #last = null;
  #isWhole = false;
  #isPicking = false;
  #onKey = (event) => this.#key(event);
  #onClick = (event) => this.#click(event);
  #onRefreshed = () => this.#show();

  connectedCallback() {
    document.addEventListener("keydown", this.#onKey);
    document.addEventListener("click", this.#onClick, true);
    document.addEventListener("keepword:refreshed", this.#onRefreshed);
    this.addEventListener("change", () => this.#words());
    this.addEventListener("submit", (event) => this.#asked(event), true);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#onKey);
    document.removeEventListener("click", this.#onClick, true);
    document.removeEventListener("keepword:refreshed", this.#onRefreshed);
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape" && !this.hidden && !event.target.matches?.("dialog *")) return this.#clear();
    if (event.target.matches?.(WRITING) || document.querySelector("dialog[open]")) return;
    if (event.key.toLowerCase() !== "x") return;
    const row = this.#here();
    if (!row) return;
    event.preventDefault();
    this.#pick(row, event.shiftKey);
  }

  #click(event) {
    const target = event.target;
    if (target.closest?.("[data-picks]")) return this.#start();
    if (target.closest?.("[data-clear]")) return this.#clear();
    if (target.closest?.("[data-whole]")) return this.#whole();
    const row = target.closest?.("#inbox-list .row");
    if (!row || !(this.#isPicking || event.ctrlKey || event.metaKey || event.shiftKey)) return;
    event.preventDefault();
    event.stopPropagation();
    this.#pick(row, event.shiftKey);
  }

  #rows() {
    return [...document.querySelectorAll("#inbox-list .row")];
  }

  #here() {
    const rows = this.#rows();
    return rows.find((row) => row === document.activeElement) ?? rows.find((row) => row.hasAttribute("aria-current")) ?? rows[0];
  }

  #pick(row, isRange) {
    const rows = this.#rows();
    const id = row.id.slice(4);
    const [from, to] = [rows.findIndex((one) => one.id === this.#last), rows.indexOf(row)].sort((a, b) => a - b);
    if (isRange && from >= 0) for (const one of rows.slice(from, to + 1)) this.#picked.add(one.id.slice(4));
    else if (!this.#picked.delete(id)) this.#picked.add(id);
    this.#last = row.id;
    this.#isWhole = false;
    this.#show();
  }

  #start() {
    this.#isPicking = !this.#isPicking;
    if (!this.#isPicking) return this.#clear();
    this.#show();
  }

  #whole() {
    this.#isWhole = true;
    this.#show();
  }

  #clear() {
    this.#picked.clear();
    this.#isWhole = this.#isPicking = false;
    this.querySelector(".bulk-result").replaceChildren();
    this.#show();
  }

  #show() {
    for (const row of this.#rows()) {
      const isPicked = this.#isWhole || this.#picked.has(row.id.slice(4));
      row.toggleAttribute("data-picked", isPicked);
      if (isPicked) row.setAttribute("aria-description", this.dataset.picked);
      else row.removeAttribute("aria-description");
    }
    const result = this.querySelector(".bulk-result");
    this.hidden = !this.#picked.size && !this.#isWhole && !this.#isPicking && !result.childElementCount;
    const count = this.#isWhole ? this.dataset.all : this.dataset.some.replace("{}", this.#picked.size);
    this.querySelector(".bulk-count").textContent = count;
    this.querySelector("[data-whole]").hidden = this.#isWhole || !this.#address();
    if (!this.hidden) this.#load();
  }

  // Only lists that the server can ask again as a whole.
  #address() {
    const address = document.getElementById("inbox-list")?.dataset.from ?? "";
    return /^\/(inbox|views)\/|^\/search\?/.test(address) ? address : "";
  }

  async #load() {
    const place = this.querySelector(".bulk-choices");
    if (place.dataset.loaded) return;
    place.dataset.loaded = "yes";
    const answer = await fetch(this.dataset.choices, { headers: { "HX-Request": "true" } });
    if (!answer.ok) return;
    place.innerHTML = await answer.text();
    for (const dead of place.querySelectorAll("script")) dead.replaceWith(awake(dead)); // it does not run as it is
    window.htmx?.process(place);
  }

  #words() {
    const act = this.querySelector("[name=act]");
    const words = this.querySelector("[name=words]");
    if (!act || !words) return;
    words.hidden = !act.dataset.words.split(" ").includes(act.value);
    words.required = !words.hidden;
    if (!words.hidden) words.focus();
  }

  #asked(event) {
    if (!event.target.matches(".bulk-form")) return;
    const form = event.target;
    form.elements.ids.value = this.#isWhole ? "" : [...this.#picked].join(",");
    form.elements.list.value = this.#isWhole ? this.#address() : "";
    setTimeout(() => {
      form.elements.form.value += "+"; // what is sent next is another act
      this.#picked.clear();
      this.#isWhole = this.#isPicking = false;
      this.#show();
    });
  }
}

function awake(script) {
  return Object.assign(document.createElement("script"), { type: "module", src: script.src });
}

customElements.define("bulk-bar", BulkBar);
