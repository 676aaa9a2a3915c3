// <setting-finder> around the names of the settings: what is typed leaves those that it fits, by their name, their
// heading or the other words of data-also. Enter opens the first, the arrow down goes into them.
function fold(words) {
  return words.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase();
}

class SettingFinder extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", this);
    this.addEventListener("keydown", this);
    this.parentElement.addEventListener("toggle", this);
    this.#showCurrent();
  }

  disconnectedCallback() {
    this.parentElement?.removeEventListener("toggle", this);
  }

  handleEvent(event) {
    if (event.type === "toggle") return this.#showCurrent();
    if (event.type === "input") return this.#find(event.target.value);
    const first = this.querySelector("li:not([hidden]) > a");
    if (!first || event.isComposing || !event.target.matches("input")) return;
    if (event.key === "Enter") first.click();
    if (event.key === "ArrowDown") first.focus();
  }

  #showCurrent() {
    this.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  #find(query) {
    const asked = fold(query).split(/\s+/).filter(Boolean);
    for (const group of this.querySelectorAll("section")) {
      const heading = group.querySelector("p").textContent;
      for (const item of group.querySelectorAll("li")) {
        const name = item.firstElementChild;
        const words = fold(`${name.textContent} ${name.dataset.also} ${heading}`);
        item.hidden = !asked.every((word) => words.includes(word));
      }
      group.hidden = !group.querySelector("li:not([hidden])");
    }
    const none = this.querySelector("[data-none]");
    none.textContent = this.querySelector("section:not([hidden])") ? "" : none.dataset.none;
  }
}

customElements.define("setting-finder", SettingFinder);
