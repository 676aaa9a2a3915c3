// <visitor-line data-conversation data-doing data-writing data-reading data-gone>: what the visitor of a live chat does
// at this moment, as their page tells: never what they are typing.
class VisitorLine extends HTMLElement {
  #onPresent = (event) => {
    if (String(event.detail.conversation) === this.dataset.conversation) this.#show(event.detail.visitor);
  };

  static observedAttributes = ["data-doing"];

  attributeChangedCallback() {
    if (this.isConnected) this.#show(this.dataset.doing);
  }

  connectedCallback() {
    document.addEventListener("keepword:present", this.#onPresent);
    this.#show(this.dataset.doing);
  }

  disconnectedCallback() {
    document.removeEventListener("keepword:present", this.#onPresent);
  }

  #show(doing) {
    const line = this.querySelector("[data-line]");
    const words = this.dataset[doing] ?? "";
    if (line.textContent !== words) line.textContent = words;
    line.classList.toggle("writing", doing === "writing");
  }
}

customElements.define("visitor-line", VisitorLine);
