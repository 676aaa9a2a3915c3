// <push-switch data-key data-address data-refused data-failed>: shows notices of this desk on this computer. The
// browser asks the person; what it says of itself is kept on the server, for as long as they are signed in here.
function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function letters(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

class PushSwitch extends HTMLElement {
  connectedCallback() {
    const can = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
    this.querySelector("[data-cannot]").hidden = can;
    this.querySelector("button").hidden = !can;
    this.addEventListener("click", this);
  }

  handleEvent(event) {
    if (event.target.closest("button")) this.#switchOn().catch(() => this.#say(this.dataset.failed));
  }

  async #switchOn() {
    if ((await Notification.requestPermission()) !== "granted") return this.#say(this.dataset.refused);
    await navigator.serviceWorker.register("/push-worker.js");
    const worker = await navigator.serviceWorker.ready;
    await (await worker.pushManager.getSubscription())?.unsubscribe(); // it may know another key of ours
    const made = await worker.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: bytes(this.dataset.key),
    });
    const answer = await fetch(this.dataset.address, {
      method: "POST",
      headers: { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value },
      body: new URLSearchParams({
        endpoint: made.endpoint,
        p256dh: letters(made.getKey("p256dh")),
        auth: letters(made.getKey("auth")),
      }),
    });
    if (!answer.ok) throw new Error(answer.status);
    location.assign(`${location.pathname}?saved=yes#devices`);
    if (location.hash === "#devices") location.reload();
  }

  #say(words) {
    this.querySelector("[role=status]").textContent = words;
  }
}

customElements.define("push-switch", PushSwitch);
