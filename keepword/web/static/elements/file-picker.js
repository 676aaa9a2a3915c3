// <file-picker>: says which files were chosen, beside the button that chooses them.
class FilePicker extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", this);
  }

  handleEvent() {
    const names = [...this.querySelector("input").files].map((file) => file.name);
    const words = this.querySelector("label > span");
    this.dataset.label ||= words.textContent;
    words.textContent = names.length ? names.join(", ") : this.dataset.label;
  }
}

customElements.define("file-picker", FilePicker);
