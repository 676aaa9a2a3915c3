// <copy-text>: a button that copies the field it names, and says so. Without a script the field can be copied by hand.
class CopyText extends HTMLElement {
  connectedCallback() {
    for (const button of this.querySelectorAll("[data-copies]")) button.hidden = !navigator.clipboard;
    this.addEventListener("click", this);
  }

  disconnectedCallback() {
    this.removeEventListener("click", this);
  }

  async handleEvent(event) {
    const button = event.target.closest("[data-copies]");
    if (!button) return;
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).value);
    button.querySelector("span").textContent = this.dataset.done;
  }
}

customElements.define("copy-text", CopyText);
