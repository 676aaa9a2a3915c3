// A phone's keyboard lies over the page: some browsers shrink the page to what is left (the viewport's
// interactive-widget), others only tell. There the desk is made as high as what one sees, so that the button to send
// stays above the keyboard.
const seen = window.visualViewport;
const LEAST = 120; // px that are hidden before we call it a keyboard; the bars of a browser are lower

function makeRoom() {
  const hidden = window.innerHeight - seen.height;
  const isKeyboard = hidden > LEAST && seen.scale === 1;
  const root = document.documentElement;
  if (!isKeyboard) return root.style.removeProperty("--window");
  root.style.setProperty("--window", `${Math.round(seen.height)}px`);
  window.scrollTo(0, 0); // it was pushed up to show the field, which has its place now
}

seen?.addEventListener("resize", makeRoom);
