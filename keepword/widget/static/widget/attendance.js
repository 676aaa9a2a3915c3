// Whether somebody is there to chat, asked until the visitor has written: then they are answered in any case.
const REST = 60000;

export class Attendance {
  #root;
  #sender;
  #talk;
  #zone;
  #timer;
  #isOver = false;

  constructor(root, { sender, talk, zone }) {
    [this.#root, this.#sender, this.#talk, this.#zone] = [root, sender, talk, zone];
    this.#ask();
  }

  stop() {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  async #ask() {
    const answer = await this.#sender.ask(`state?zone=${encodeURIComponent(this.#zone)}`).catch(() => null);
    const said = answer?.ok ? await answer.json() : null;
    if (this.#isOver) return;
    if (said) this.#show(said);
    this.#timer = setTimeout(() => this.#ask(), REST);
  }

  // Nobody loses the form in which they are writing.
  #show({ is_live: isLive, words }) {
    this.#talk.state(words);
    const hasBegun = [...this.#root.querySelectorAll("textarea")].some((one) => one.value);
    if (!hasBegun) this.#root.toggleAttribute("data-live", isLive);
  }
};
