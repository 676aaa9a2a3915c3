// hx-swap="calm": an answer to a small form refreshes the live parts of the conversation and leaves the composer alone.
import { refreshFrom } from "./refreshing.js";

function define() {
  window.htmx.defineExtension("calm", {
    isInlineSwap: (style) => style === "calm",
    handleSwap(style, target, fragment) {
      if (style !== "calm") return false;
      const refusal = fragment.querySelector("[data-refusal]");
      if (refusal) document.dispatchEvent(new CustomEvent("keepword:refused", { detail: refusal.textContent }));
      refreshFrom(fragment);
      return [];
    },
  });
}

// What was chosen closes its menu when it is sent: a quick hand's next key is for the desk, not for the field behind it.
// Another menu that was opened while the answer was on its way stays.
function closeMenuOf(event) {
  const menu = menuOf(event);
  if (!menu) return;
  const at = document.activeElement;
  menu.open = false;
  if (menu.contains(at)) menu.querySelector("summary").focus({ preventScroll: true });
}

// It did not go through: the words are there to be sent again.
function openMenuOf(event) {
  const menu = menuOf(event);
  if (menu?.isConnected) menu.open = true;
}

function menuOf({ detail }) {
  return detail.requestConfig?.verb === "post" ? detail.elt?.closest("details.menu") : null;
}

document.addEventListener("htmx:beforeRequest", closeMenuOf);
for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) document.addEventListener(name, openMenuOf);

if (window.htmx) define();
