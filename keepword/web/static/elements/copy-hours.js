// <copy-hours>: the hours of one day go into those after it, here and at once: a page that came back for it would come
// back without what was chosen meanwhile. Without a script the same buttons send the form.
class CopyHours extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
  }

  disconnectedCallback() {
    this.removeEventListener("click", this);
  }

  handleEvent(event) {
    const button = event.target.closest("button[data-into]");
    if (!button) return;
    event.preventDefault();
    const hours = this.querySelector(`[name=day${button.value}]`).value;
    for (const name of button.dataset.into.split(" ")) this.querySelector(`[name=${name}]`).value = hours;
    button.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

customElements.define("copy-hours", CopyHours);
