// <pick-more data-name data-sources data-address> under a menu, or with data-many under boxes: finds by name what does
// not stand there, in a list that is walked by keys (the combobox of ARIA), and puts what is chosen among the others.
// Without it the button beside the field does the same by sending the form.
import { select, tick } from "./picked.js";

let lists = 0;

class PickMore extends HTMLElement {
  #list;
  #said;
  #asked = null;
  #pause = 0;

  connectedCallback() {
    const field = this.#field;
    if (!this.#list) this.#make(field);
    field.removeAttribute("name"); // what is only looked for is not sent
    this.querySelector("button").hidden = true;
    for (const name of ["input", "keydown", "focus", "blur"]) field.addEventListener(name, this);
    this.#list.addEventListener("pointerdown", this);
  }

  disconnectedCallback() {
    clearTimeout(this.#pause);
    this.#asked?.abort();
    for (const name of ["input", "keydown", "focus", "blur"]) this.#field?.removeEventListener(name, this);
  }

  handleEvent(event) {
    if (event.type === "input") this.#soon();
    else if (event.type === "keydown") this.#onKey(event);
    else if (event.type === "pointerdown") this.#onPress(event);
    else if (event.type === "blur") this.#close();
  }

  get #field() {
    return this.querySelector("input[type=search]");
  }

  get #options() {
    return [...this.#list.querySelectorAll("[role=option]")];
  }

  get #here() {
    return this.#list.querySelector("[aria-selected=true]");
  }

  #make(field) {
    lists += 1;
    this.#list = Object.assign(document.createElement("ul"), { className: "pick-list", hidden: true, id: `pick-list-${lists}` });
    this.#list.setAttribute("role", "listbox");
    this.#list.setAttribute("aria-label", this.querySelector("label").textContent);
    this.#said = Object.assign(document.createElement("p"), { className: "unseen" });
    this.#said.setAttribute("role", "status");
    this.append(this.#list, this.#said);
    const means = { role: "combobox", "aria-autocomplete": "list", "aria-controls": this.#list.id, "aria-expanded": "false" };
    for (const [name, value] of Object.entries(means)) field.setAttribute(name, value);
  }

  #soon() {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#look(), 120);
  }

  async #look() {
    this.#asked?.abort();
    this.#asked = new AbortController();
    const sources = JSON.parse(this.dataset.sources);
    const query = new URLSearchParams([["q", this.#field.value], ...sources.map(([kind]) => ["kind", kind])]);
    try {
      const answer = await fetch(`${this.dataset.address}?${query}`, { signal: this.#asked.signal });
      if (answer.ok && !answer.redirected) this.#show(await answer.json(), sources);
    } catch {
      // Asked anew, or nobody answers: it can be typed once more.
    }
  }

  #show(found, sources) {
    const lines = sources.flatMap(([kind, begin, group]) =>
      (found[kind]?.rows ?? []).map(([number, name]) => this.#option(`${begin}${number}`, name, group)));
    const hint = !lines.length ? this.dataset.none : Object.values(found).some((one) => one.more) ? this.dataset.more : "";
    this.#list.replaceChildren(...lines);
    if (hint) {
      const line = Object.assign(document.createElement("li"), { className: "quiet small pick-hint", textContent: hint });
      line.setAttribute("role", "presentation");
      this.#list.append(line);
    }
    this.#said.textContent = hint;
    this.#list.hidden = false;
    this.#field.setAttribute("aria-expanded", "true");
    this.#mark(this.#options[0]);
  }

  #option(value, name, group) {
    const line = Object.assign(document.createElement("li"), { className: "pick-option", id: `${this.#list.id}-${value}` });
    line.setAttribute("role", "option");
    line.setAttribute("aria-selected", "false");
    Object.assign(line.dataset, { value, name, group });
    line.append(Object.assign(document.createElement("bdi"), { textContent: name }));
    if (group) line.append(Object.assign(document.createElement("span"), { className: "quiet small", textContent: group }));
    return line;
  }

  #mark(option) {
    this.#here?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.#field.setAttribute("aria-activedescendant", option.id);
    else this.#field.removeAttribute("aria-activedescendant");
  }

  #onKey(event) {
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
    const options = this.#options;
    const at = options.indexOf(this.#here);
    if (event.key === "ArrowDown") this.#list.hidden ? this.#look() : this.#mark(options[(at + 1) % options.length]);
    else if (event.key === "ArrowUp" && !this.#list.hidden) this.#mark(options.at((at - 1) % options.length));
    else if (event.key === "Escape" && !this.#list.hidden) this.#close();
    else if (event.key === "Enter") this.#here && this.#choose(this.#here);
    else return;
    event.preventDefault(); // Enter keeps no form while one looks for a name
    event.stopPropagation();
  }

  // A press does not take the focus out of the field.
  #onPress(event) {
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (option) this.#choose(option);
  }

  #choose(option) {
    const { value, name, group } = option.dataset;
    if ("many" in this.dataset) tick(this, value, name);
    else select(this, value, name, group);
    this.#said.textContent = this.dataset.added.replace("{name}", name);
    this.#field.value = "";
    this.#close();
  }

  #close() {
    clearTimeout(this.#pause);
    this.#asked?.abort();
    this.#list.hidden = true;
    this.#field.setAttribute("aria-expanded", "false");
    this.#field.removeAttribute("aria-activedescendant");
  }
}

customElements.define("pick-more", PickMore);
