// <notice-bell data-count data-reading>: what arrives in the conversation that one is looking at is no news. As the
// bell is refreshed and a conversation is before one's eyes, its notices are marked as read.
class NoticeBell extends HTMLElement {
  #onRefresh = () => this.#look();

  connectedCallback() {
    document.addEventListener("keepword:refreshed", this.#onRefresh);
    addEventListener("focus", this.#onRefresh);
  }

  disconnectedCallback() {
    document.removeEventListener("keepword:refreshed", this.#onRefresh);
    removeEventListener("focus", this.#onRefresh);
  }

  #look() {
    const open = document.querySelector("#conversation [data-live^='conversation-']")?.dataset.live.match(/^conversation-(\d+)$/);
    if (!open || !this.dataset.count || this.dataset.asked === this.dataset.count + open[0]) return;
    if (document.visibilityState !== "visible" || !document.hasFocus()) return;
    this.dataset.asked = this.dataset.count + open[0];
    const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    fetch(this.dataset.reading, {
      method: "POST",
      headers: { "X-CSRFToken": token },
      body: new URLSearchParams({ conversation: open[1] }),
    }).catch(() => {});
  }
}

customElements.define("notice-bell", NoticeBell);
