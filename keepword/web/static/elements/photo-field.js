// <photo-field> around the chooser of one's photo: what was chosen is turned upright, cut to a square and made small
// before it is sent, so that a photo of a telephone is taken and no letter carries megabytes. What this browser cannot
// read goes as it is.
const SIDE = 512;

class PhotoField extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", this);
    this.#offer(this.querySelector("input[type=file]"));
  }

  disconnectedCallback() {
    this.removeEventListener("change", this);
  }

  // Without a photo there is nothing to use yet.
  #offer(input) {
    const use = input?.form?.querySelector("button:not([name])");
    if (use) use.disabled = input.files.length === 0;
  }

  async handleEvent({ target }) {
    const [file] = target.files;
    this.#offer(target);
    if (!file) return;
    const square = await cut(file).catch(() => null);
    const blob = square && (await new Promise((done) => square.toBlob(done, "image/jpeg", 0.9)));
    if (!blob || target.files[0] !== file) return; // another one was chosen meanwhile
    const carried = new DataTransfer();
    carried.items.add(new File([blob], "photo.jpg", { type: blob.type }));
    target.files = carried.files;
    target.form.querySelector(".portrait")?.replaceChildren(square);
  }
}

async function cut(file) {
  const photo = await createImageBitmap(file);
  const edge = Math.min(photo.width, photo.height);
  const side = Math.min(edge, SIDE);
  const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
  const pen = canvas.getContext("2d");
  pen.fillStyle = "white"; // behind what can be seen through
  pen.fillRect(0, 0, side, side);
  pen.drawImage(photo, (photo.width - edge) / 2, (photo.height - edge) / 2, edge, edge, 0, 0, side, side);
  return canvas;
}

customElements.define("photo-field", PhotoField);
