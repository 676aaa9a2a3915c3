// <chosen-files data-most="20000000" data-too-large="…">: names the files that were chosen for a form, each with a button
// that takes it out again; choosing once more adds to them. Says at once when they are larger together than we take,
// instead of after a long upload. Without a script the browser's own chooser names them.
class ChosenFiles extends HTMLElement {
  #kept = [];

  connectedCallback() {
    this.addEventListener("change", this);
    this.addEventListener("click", this);
    this.#keep([...this.#input.files]); // what the browser kept when somebody came back to the page
  }

  disconnectedCallback() {
    this.removeEventListener("change", this);
    this.removeEventListener("click", this);
  }

  handleEvent(event) {
    if (event.type === "change") this.#add();
    else this.#takeOut(event.target.closest("li button"));
  }

  get #input() {
    return this.querySelector("input[type=file]");
  }

  #add() {
    const fresh = [...this.#input.files];
    const isNew = (kept) => !fresh.some((file) => file.name === kept.name && file.size === kept.size);
    this.#keep(this.#input.multiple ? [...this.#kept.filter(isNew), ...fresh] : fresh);
  }

  #takeOut(button) {
    if (!button) return;
    const place = [...this.querySelectorAll("li button")].indexOf(button);
    this.#keep(this.#kept.toSpliced(place, 1));
    const left = this.querySelectorAll("li button");
    (left[Math.min(place, left.length - 1)] ?? this.#input).focus();
  }

  #keep(files) {
    const carried = new DataTransfer();
    for (const file of files) carried.items.add(file);
    this.#input.files = carried.files;
    this.#kept = files;
    this.#show();
    this.#complain();
  }

  #show() {
    const list = this.querySelector("ul");
    list.hidden = !this.#kept.length;
    list.replaceChildren(...this.#kept.map((file) => this.#line(file)));
  }

  #line(file) {
    const line = this.querySelector("template").content.firstElementChild.cloneNode(true);
    const button = line.querySelector("button");
    line.querySelector(".file-name").textContent = file.name;
    line.querySelector(".file-size").textContent = size(file.size);
    button.setAttribute("aria-label", button.getAttribute("aria-label").replace("{name}", file.name));
    return line;
  }

  #complain() {
    const place = this.querySelector(".error");
    const most = Number(this.dataset.most ?? Infinity);
    const words = this.#kept.reduce((sum, file) => sum + file.size, 0) > most ? this.dataset.tooLarge : "";
    if (!place || place.textContent === words) return;
    place.textContent = words;
    place.hidden = !words;
    this.#input.setCustomValidity(words);
    this.#input.form.noValidate = !words;
  }
}

function size(bytes) {
  const [amount, unit] = bytes < 1e6 ? [Math.max(1, bytes / 1e3), "kilobyte"] : [bytes / 1e6, "megabyte"];
  const options = { style: "unit", unit, maximumFractionDigits: unit === "megabyte" ? 1 : 0 };
  return new Intl.NumberFormat(document.documentElement.lang, options).format(amount);
}

customElements.define("chosen-files", ChosenFiles);
