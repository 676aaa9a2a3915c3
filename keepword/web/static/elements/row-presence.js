// The rows of a list carry the initials of colleagues who have that conversation open, as the server prints them.
function mark(others, words) {
  const span = document.createElement("span");
  span.className = "row-present";
  span.setAttribute("role", "img");
  span.ariaLabel = span.title = words.replace("{names}", others.map((one) => one.name).join(", "));
  span.textContent = others.map((one) => one.initials).join(" ");
  return span;
}

document.addEventListener("keepword:present", ({ detail: { conversation, people } }) => {
  const stream = document.querySelector("live-stream");
  const marks = document.querySelector(`#row-${conversation} .row-last`);
  if (!marks || !stream) return;
  const others = people.filter((one) => String(one.id) !== stream.dataset.agent);
  marks.querySelector(".row-present")?.remove();
  if (others.length) marks.prepend(mark(others, stream.dataset.present));
});
