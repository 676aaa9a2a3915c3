// <mail-frame> around the sandboxed frame of a message: as high as the message, so that only the page scrolls.
// The frame runs no script (its sandbox and its own policy forbid it), so reading its height is safe.
class MailFrame extends HTMLElement {
  connectedCallback() {
    this.querySelector("iframe")?.addEventListener("load", this);
  }

  handleEvent(event) {
    const page = event.target.contentDocument;
    if (!page) return;
    this.fit(event.target, page);
    page.addEventListener("toggle", () => this.fit(event.target, page), true);
  }

  fit(frame, page) {
    frame.style.blockSize = "auto"; // a page is never lower than its frame: it could only grow
    const height = Math.max(page.documentElement.scrollHeight, page.body?.scrollHeight ?? 0);
    frame.style.blockSize = `${Math.min(height + 2, 20000)}px`;
  }
}

customElements.define("mail-frame", MailFrame);
