// What stands on the page: words of both sides, each once, by their ids; what waits to be acknowledged below them.
const clock = (zone) => new Intl.DateTimeFormat(zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const day = (zone) => new Intl.DateTimeFormat(zone, { day: "numeric", month: "short" });

export class Talk {
  #root;
  #words;
  #state;
  #last = 0;

  constructor(root) {
    this.#root = root;
    this.#words = root.querySelector(".words");
    this.#state = root.querySelector(".chat-state");
    for (const word of this.#words.children) this.#seen(word);
    this.#toEnd();
  }

  /** The id up to which everything was read. */
  get last() {
    return this.#last;
  }

  /** What the server says: its words up to the message `last`, and how it stands. */
  read({ html, last, state, goes_on_by_mail: goesOnByMail, has_address: hasAddress }) {
    const isAtEnd = this.#isAtEnd;
    for (const word of this.#made(html)) this.#place(word);
    this.#last = Math.max(this.#last, last);
    this.state(state);
    if (goesOnByMail) this.advise(this.#state.dataset.mail);
    if (hasAddress) this.#root.querySelector(".chat-person")?.remove();
    if (isAtEnd) this.#toEnd();
  }

  /** Sentences; what stands there already is not said again to whoever listens. */
  state(words) {
    const box = this.#root.querySelector(".chat-hours");
    if (box.innerText.trim() === words.join("\n").trim()) return;
    box.replaceChildren(...words.map((one) => Object.assign(document.createElement("p"), { textContent: one })));
  }

  /** Said and not acknowledged; however often it is told, it stands there once. */
  waiting({ number, text, files }) {
    if (this.#find(number)) return;
    const word = this.#root.querySelector("[data-waiting]").content.firstElementChild.cloneNode(true);
    word.dataset.number = number;
    word.querySelector(".word-text").textContent = [text, ...files.map((file) => `📎 ${file.name}`)].filter(Boolean).join("\n");
    this.#words.append(word);
    this.#toEnd();
  }

  acknowledged({ number }, html) {
    this.#find(number)?.remove();
    for (const word of this.#made(html)) this.#place(word);
    this.#toEnd();
  }

  refused({ number }, advice) {
    const word = this.#find(number);
    word?.classList.add("refused");
    const state = word?.querySelector(".word-state");
    if (state) state.textContent = advice ?? "";
    this.advise(advice);
  }

  writing(names) {
    const line = this.#root.querySelector(".chat-writing");
    line.textContent = names.length ? line.dataset.one.replace("{name}", names.join(", ")) : "";
    if (this.#isAtEnd) this.#toEnd();
  }

  lost() {
    this.#state.textContent = this.#state.dataset.lost;
  }

  back() {
    this.#state.textContent = "";
  }

  advise(words) {
    this.#state.textContent = words ?? "";
  }

  chosen(files) {
    this.#root.querySelector(".chat-chosen").textContent = files.map((file) => file.name).join(", ");
  }

  #made(html) {
    const box = document.createElement("template");
    box.innerHTML = html;
    return [...box.content.children];
  }

  // In the order of their ids; what waits stays below.
  #place(word) {
    const id = Number(word.dataset.id);
    const there = this.#words.querySelector(`[data-id="${id}"]`);
    if (there) return;
    if (word.dataset.number) this.#find(word.dataset.number)?.remove();
    const next = [...this.#words.children].find((one) => !one.dataset.id || Number(one.dataset.id) > id);
    this.#words.insertBefore(word, next ?? null);
    this.#inOwnZone(word);
  }

  #seen(word) {
    this.#last = Math.max(this.#last, Number(word.dataset.id));
    this.#inOwnZone(word);
  }

  #inOwnZone(word) {
    const language = document.documentElement.lang;
    for (const time of word.querySelectorAll("time")) {
      const at = new Date(time.dateTime);
      const isToday = at.toDateString() === new Date().toDateString();
      time.textContent = (isToday ? "" : `${day(language).format(at)} `) + clock(language).format(at);
    }
  }

  #find(number) {
    return this.#words.querySelector(`[data-number="${number}"]`);
  }

  get #isAtEnd() {
    const box = this.#root.querySelector(".chat-scroll");
    return box.scrollHeight - box.scrollTop - box.clientHeight < 80;
  }

  #toEnd() {
    const box = this.#root.querySelector(".chat-scroll");
    box.scrollTop = box.scrollHeight;
  }
};
