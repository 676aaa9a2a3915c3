// <copy-fields>: a press on somebody's address puts it where copies go: into the field that was used last, once.
class CopyFields extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
    this.addEventListener("focusin", this);
  }

  #last = "cc";

  handleEvent(event) {
    if (event.target.matches("input")) this.#last = event.target.name;
    const chip = event.type === "click" && event.target.closest("[data-copy]");
    if (chip) this.#add(chip.dataset.copy);
  }

  #add(address) {
    const field = this.querySelector(`input[name=${this.#last}]`);
    const there = field.value.split(",").map((one) => one.trim()).filter(Boolean);
    if (!there.includes(address)) field.value = [...there, address].join(", ");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

customElements.define("copy-fields", CopyFields);
