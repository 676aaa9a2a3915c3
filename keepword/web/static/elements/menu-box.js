// <menu-box> around a <details class="menu">: closes it on Escape, on a press outside and when another one opens.
class MenuBox extends HTMLElement {
  #outside = (event) => {
    if (!this.contains(event.target)) this.#close();
  };

  // A quick hand presses Escape before the menu has taken the focus.
  #elsewhere = (event) => {
    if (event.key === "Escape" && !this.contains(event.target)) this.#closeAndReturn();
  };

  connectedCallback() {
    this.addEventListener("keydown", this);
    document.addEventListener("keydown", this.#elsewhere);
    this.addEventListener("toggle", this, true);
    document.addEventListener("pointerdown", this.#outside);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#elsewhere);
    document.removeEventListener("pointerdown", this.#outside);
  }

  handleEvent(event) {
    if (event.type === "toggle" && event.target.open) this.#opened(event.target);
    if (event.key === "Escape") this.#closeAndReturn();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") this.#walk(event);
  }

  #opened(details) {
    details.querySelector("[aria-pressed=true], .menu-item, input:not([type=hidden]), select, textarea")?.focus();
    const sheet = details.querySelector(".menu-sheet");
    if (this.#runsOver(sheet)) details.classList.toggle("from-end");
  }

  #runsOver(sheet) {
    const box = sheet.getBoundingClientRect();
    return box.right > document.documentElement.clientWidth || box.left < 0;
  }

  #walk(event) {
    const items = [...this.querySelectorAll(".menu-item")];
    const here = items.indexOf(document.activeElement);
    if (here < 0) return;
    event.preventDefault();
    items.at((here + (event.key === "ArrowDown" ? 1 : -1)) % items.length)?.focus();
  }

  #closeAndReturn() {
    if (!this.querySelector("details")?.open) return;
    this.#close();
    this.querySelector("summary")?.focus();
  }

  #close() {
    const details = this.querySelector("details");
    if (details) details.open = false;
  }
}

customElements.define("menu-box", MenuBox);
