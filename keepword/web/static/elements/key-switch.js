// <key-switch> around a checkbox: single letters as keys can be switched off (WCAG 2.1.4), for those who speak to
// their computer or press keys by mistake. Kept in this browser. Ctrl+K and Ctrl+Enter always work.
const KEPT = "keepword-single-keys";

export function hasSingleKeys() {
  return localStorage.getItem(KEPT) !== "off";
}

class KeySwitch extends HTMLElement {
  connectedCallback() {
    this.querySelector("input").checked = hasSingleKeys();
    this.addEventListener("change", this);
  }

  handleEvent() {
    localStorage.setItem(KEPT, this.querySelector("input").checked ? "on" : "off");
  }
}

customElements.define("key-switch", KeySwitch);
