// <local-time datetime="2026-11-21T18:00:00Z" data-style="clock|day|date|moment|since">: the same moment in the reader's
// language and time zone. The page already says it in words; this keeps "5 min" true while the page stays open.
const STYLES = {
  clock: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  day: { day: "numeric", month: "short" },
  date: { day: "numeric", month: "short", year: "numeric" },
  moment: { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  full: { dateStyle: "full", timeStyle: "short" },
};
const STEPS = [[86400, "day"], [3600, "hour"], [60, "minute"]];

function zone() {
  return document.documentElement.dataset.timeZone || undefined;
}

function format(moment, style) {
  return new Intl.DateTimeFormat(document.documentElement.lang, { ...STYLES[style], timeZone: zone() }).format(moment);
}

function since(moment) {
  const seconds = (Date.now() - moment) / 1000;
  const language = document.documentElement.lang;
  const step = STEPS.find(([size]) => seconds >= size);
  if (!step) return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(0, "second");
  const [length, unit] = step;
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short" }).format(Math.floor(seconds / length));
}

class LocalTime extends HTMLElement {
  #timer;

  static observedAttributes = ["datetime"];

  attributeChangedCallback() {
    if (this.isConnected) this.#show();
  }

  connectedCallback() {
    this.#show();
    if (this.dataset.style === "since") this.#timer = setInterval(() => this.#show(), 30000);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  #show() {
    const moment = new Date(this.getAttribute("datetime"));
    if (Number.isNaN(moment.valueOf())) return;
    const style = this.dataset.style || "clock";
    const words = style === "since" ? since(moment) : format(moment, style);
    if (this.textContent !== words) this.textContent = words;
    this.title ||= format(moment, "full");
  }
}

customElements.define("local-time", LocalTime);
