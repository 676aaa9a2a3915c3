// <file-picker data-address data-into>: files are in the draft as soon as they are chosen, pasted or dropped, with a
// bar that shows how far they are. Without an address they go with the form, and only their names are said.
const AT_ONCE = 20;

class FilePicker extends HTMLElement {
  #form = null;

  connectedCallback() {
    this.addEventListener("change", this);
    if (!this.dataset.address) return;
    this.#form = this.closest("form");
    for (const name of ["click", "paste", "dragover", "dragleave", "drop"]) this.#form.addEventListener(name, this);
  }

  disconnectedCallback() {
    for (const name of ["click", "paste", "dragover", "dragleave", "drop"]) this.#form?.removeEventListener(name, this);
  }

  handleEvent(event) {
    if (event.type === "change") this.#chosen();
    else if (event.type === "click") this.#takeOut(event);
    else if (event.type === "paste") this.#brought(event, event.clipboardData);
    else this.#dragged(event);
  }

  get #input() {
    return this.querySelector("input[type=file]");
  }

  #chosen() {
    const files = [...this.#input.files];
    if (!this.dataset.address) return this.#name(files);
    this.#input.value = "";
    this.#send(files);
  }

  #name(files) {
    const words = this.querySelector("label > span");
    this.dataset.label ||= words.textContent;
    words.textContent = files.length ? files.map((file) => file.name).join(", ") : this.dataset.label;
  }

  #takeOut(event) {
    const button = event.target.closest("button[name=drop]");
    if (!button) return;
    event.preventDefault();
    const body = this.#body();
    body.append("drop", button.value);
    this.#post(body);
  }

  #dragged(event) {
    if (![...(event.dataTransfer?.types ?? [])].includes("Files")) return;
    event.preventDefault();
    this.#form.toggleAttribute("data-dropping", event.type === "dragover");
    if (event.type === "drop") this.#brought(event, event.dataTransfer);
  }

  #brought(event, carried) {
    const files = [...(carried?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    this.#send(files, event.target.matches?.("textarea"));
  }

  // What is pasted or dropped into the words stands there, if it is a picture. Many go in groups, one after the other:
  // a form takes so many at once.
  #send(files, isInline = false) {
    if (!files.length) return;
    const body = this.#body();
    if (isInline && this.#form.elements.kind.value === "reply") body.append("inline", "yes");
    for (const file of files.slice(0, AT_ONCE)) body.append("files", file);
    this.#post(body, () => this.#send(files.slice(AT_ONCE), isInline));
  }

  #body() {
    const body = new FormData();
    for (const name of ["csrfmiddlewaretoken", "kind"]) body.append(name, this.#form.elements[name].value);
    return body;
  }

  #post(body, then = () => {}) {
    const list = document.getElementById(this.dataset.into);
    const bar = document.createElement("progress");
    const request = new XMLHttpRequest();
    bar.setAttribute("aria-label", this.querySelector("label").textContent.trim());
    list.append(bar);
    request.upload.onprogress = (event) => Object.assign(bar, { max: event.total, value: event.loaded });
    request.onloadend = () => this.#done(request, bar, then);
    request.open("POST", this.dataset.address);
    request.setRequestHeader("X-Draft", "yes");
    request.send(body);
  }

  #place({ cid, name }) {
    const text = this.#form.querySelector("textarea");
    text.setRangeText(`![${name}](cid:${cid})`, text.selectionStart, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #done(request, bar, then) {
    const list = document.getElementById(this.dataset.into);
    bar.remove();
    if (request.status === 200 || request.status === 422) {
      const holder = document.createElement("template");
      holder.innerHTML = request.responseText.trim();
      const known = new Set([...list.querySelectorAll("[data-cid]")].map((one) => one.dataset.cid));
      const fresh = holder.content.firstElementChild;
      list.replaceWith(fresh);
      for (const one of fresh.querySelectorAll("[data-cid]")) if (!known.has(one.dataset.cid)) this.#place(one.dataset);
      this.#form.dispatchEvent(new CustomEvent("keepword:enclosed", { bubbles: true }));
      if (request.status === 200) then();
    } else {
      // A page that refuses says why: "The files are larger than 20 MB together."
      const why = new DOMParser().parseFromString(request.responseText, "text/html").querySelector("[data-refusal]");
      const words = why?.textContent ?? document.getElementById("status-line")?.dataset.failed;
      document.dispatchEvent(new CustomEvent("keepword:refused", { detail: words }));
    }
  }
}

customElements.define("file-picker", FilePicker);
