// What the visitor has said and nobody has acknowledged: kept in the frame's own storage, files too, until it is. Where
// a browser allows no storage it is kept as long as the page.
const NAME = "keepword-chat";

function opened() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("said", { keyPath: "place", autoIncrement: true });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

export class Outbox {
  #brand;
  #base;
  #memory = [];
  #next = 1;

  constructor(brand) {
    this.#brand = brand;
    this.#base = "indexedDB" in window ? opened().catch(() => null) : Promise.resolve(null);
  }

  /** In the order in which it was said: {place, number, after, text, files}. */
  async all() {
    const found = await this.#act("readonly", (store) => store.getAll());
    return (found ?? this.#memory).filter((row) => row.brand === this.#brand);
  }

  async add(row) {
    const kept = { ...row, brand: this.#brand };
    const place = await this.#act("readwrite", (store) => store.add(kept));
    if (place === undefined) this.#memory.push({ ...kept, place: this.#next++ });
  }

  async put(row) {
    const done = await this.#act("readwrite", (store) => store.put(row));
    if (done === undefined) this.#memory = this.#memory.map((one) => (one.place === row.place ? row : one));
  }

  async remove(row) {
    await this.#act("readwrite", (store) => store.delete(row.place));
    this.#memory = this.#memory.filter((one) => one.place !== row.place);
  }

  // What an act came to, undefined where nothing can be kept.
  async #act(mode, act) {
    const base = await this.#base;
    if (!base) return undefined;
    return new Promise((resolve) => {
      try {
        const transaction = base.transaction("said", mode);
        const asked = act(transaction.objectStore("said"));
        transaction.oncomplete = () => resolve(asked.result ?? null);
        transaction.onabort = transaction.onerror = () => resolve(undefined);
      } catch {
        resolve(undefined);
      }
    });
  }
};
