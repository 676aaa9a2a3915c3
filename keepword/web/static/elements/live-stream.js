// <live-stream src="/live">: hears names ("conversation-42 inbox-list") and refetches the parts of the page that carry
// them. One stream serves all tabs of a browser, because HTTP/1.1 allows a host six connections: the tab that holds the
// lock listens and tells the others.
import { refreshAddress } from "./refreshing.js";

const PAUSE = 250;
const TRY_AGAIN = 3000;

// A stream whose reader fell behind, or that another server answers now, may have missed words: everything is looked at
// again. Otherwise the server says what was told since the page was made, or since the last word that came.
function namesOf(message) {
  return message.kind === "caught-up" ? ["everything"] : message.names;
}

// How far a note is: "a1b2c3d4-17" is the 17th word of one process. Notes of two processes cannot be compared.
function isBehind(ours, theirs) {
  const [[here, mine], [there, other]] = [ours.split("-"), theirs.split("-")];
  return here !== there || Number(mine) < Number(other);
}

class LiveStream extends HTMLElement {
  #channel;
  #source;
  #release;
  #waiting = new Set();
  #timer;
  #wasLost = false;
  #again;
  #last = "";
  #onOvertook = (event) => this.#lookAt(event.detail);

  /** Whether this tab holds the stream, and whether it hears what another tab holds. */
  get isOpen() {
    return this.#source?.readyState === EventSource.OPEN;
  }

  get isListening() {
    return Boolean(this.#channel);
  }

  connectedCallback() {
    this.#channel = new BroadcastChannel("keepword-live");
    this.#channel.onmessage = (event) => this.#heard(event.data);
    this.#last = this.dataset.since;
    this.#channel.postMessage({ kind: "asked", id: this.#last });
    navigator.locks.request("keepword-live", () => this.#lead()).catch(() => {});
    window.addEventListener("online", this);
    document.addEventListener("keepword:overtook", this.#onOvertook);
  }

  disconnectedCallback() {
    window.removeEventListener("online", this);
    document.removeEventListener("keepword:overtook", this.#onOvertook);
    this.#source?.close();
    this.#channel?.close();
    this.#release?.();
    clearTimeout(this.#timer);
    clearTimeout(this.#again);
  }

  handleEvent() {
    this.#heard({ kind: "caught-up" });
  }

  #lead() {
    this.#listen();
    return new Promise((resolve) => { this.#release = resolve; });
  }

  #listen() {
    this.#source = new EventSource(`${this.getAttribute("src")}?since=${encodeURIComponent(this.#last)}`);
    this.#source.onopen = () => this.#tell({ kind: "open", names: [] });
    this.#source.onmessage = (event) => this.#tell({ kind: "changed", ...JSON.parse(event.data) });
    this.#source.onerror = () => this.#broken();
  }

  // The browser comes back by itself after a cut, but not after an answer that was no stream.
  #broken() {
    this.#tell({ kind: "lost" });
    if (this.#source.readyState !== EventSource.CLOSED) return;
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.#listen(), TRY_AGAIN);
  }

  #tell(message) {
    this.#channel.postMessage(message);
    this.#heard(message);
  }

  #heard(message) {
    if (message.kind === "lost") return this.#lost();
    if (message.kind === "asked") return this.#answer(message.id);
    if (message.kind === "caught-up" && message.behind && message.behind !== this.#last) return;
    if (message.kind !== "changed") this.#back();
    if (message.id) this.#last = message.id;
    if (message.present) document.dispatchEvent(new CustomEvent("keepword:present", { detail: message.present }));
    if (message.names?.length === 0) return;
    document.dispatchEvent(new CustomEvent("keepword:told", { detail: namesOf(message) }));
    this.#lookAt(namesOf(message));
  }

  #lookAt(names) {
    const all = [...document.querySelectorAll("[data-live][data-from]")];
    const changed = all.filter((part) => names.includes("everything") || names.includes(part.dataset.live));
    for (const part of changed) this.#waiting.add(part.dataset.from);
    this.#timer ??= setTimeout(() => this.#refresh(), this.#pause());
  }

  // A tab that was opened beside this one hears what comes from now on; what came while it was made, it must look at.
  #answer(id) {
    if (this.isOpen && isBehind(id, this.#last)) this.#channel.postMessage({ kind: "caught-up", behind: id });
  }

  #pause() {
    return performance.now() - (this.lastRefresh ?? -PAUSE) < PAUSE ? PAUSE : 0;
  }

  async #refresh() {
    const addresses = [...this.#waiting];
    this.#waiting.clear();
    this.#timer = undefined;
    this.lastRefresh = performance.now();
    await Promise.allSettled(addresses.map(refreshAddress));
  }

  #lost() {
    if (this.#wasLost) return;
    this.#wasLost = true;
    document.dispatchEvent(new CustomEvent("keepword:lost"));
  }

  #back() {
    if (this.#wasLost) document.dispatchEvent(new CustomEvent("keepword:back"));
    this.#wasLost = false;
  }
}

customElements.define("live-stream", LiveStream);
