// <file-chooser data-most="20000000" data-too-large="…">: says which files were chosen, and at once when they are
// larger together than we take, instead of after a long upload.
class FileChooser extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", this);
  }

  disconnectedCallback() {
    this.removeEventListener("change", this);
  }

  handleEvent() {
    const input = this.querySelector("input");
    const files = [...input.files];
    const isTooLarge = files.reduce((sum, file) => sum + file.size, 0) > Number(this.dataset.most);
    this.#name(files);
    this.#complain(input, isTooLarge ? this.dataset.tooLarge : "");
  }

  #name(files) {
    const words = this.querySelector("label > span");
    this.dataset.label ||= words.textContent;
    words.textContent = files.length ? files.map((file) => file.name).join(", ") : this.dataset.label;
  }

  #complain(input, words) {
    const place = this.querySelector(".error");
    place.textContent = words;
    place.hidden = !words;
    input.setCustomValidity(words);
    input.form.noValidate = !words;
  }
}

customElements.define("file-chooser", FileChooser);
