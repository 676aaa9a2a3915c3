// <visitor-zone>: the page says times in the brand's zone until a script knows the reader's; then the same page is
// asked once more with ?zone=, and these words are put in place of the first ones. Nothing is stored.
class VisitorZone extends HTMLElement {
  #leaving = new AbortController();

  connectedCallback() {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const address = new URL(location.href);
    if (!here || !this.id || address.searchParams.get("zone") === here) return;
    address.searchParams.set("zone", here);
    this.#ask(address);
  }

  disconnectedCallback() {
    this.#leaving.abort();
  }

  async #ask(address) {
    try {
      const answer = await fetch(address, { signal: this.#leaving.signal });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(this.id);
      if (fresh) this.replaceChildren(...fresh.childNodes);
    } catch {
      return; // the first words are true as well, in the zone that they name
    }
  }
}

customElements.define("visitor-zone", VisitorZone);
