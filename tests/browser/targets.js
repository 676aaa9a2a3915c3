// What one presses on this page and is smaller than 24 px each way (WCAG 2.2, 2.5.8), besides links within a sentence.
() => {
  const LEAST = 24;
  const seen = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 1 && height > 1 && getComputedStyle(element).visibility !== "hidden" && !element.closest(".unseen, .skip");
  };
  const isWithinWords = (element) =>
    getComputedStyle(element).display === "inline" &&
    [...element.parentElement.childNodes].some((node) => node !== element && node.textContent.trim());
  // the label of a box or of a file is pressed as well
  const boxes = (element) =>
    [element, ...(element.type === "checkbox" || element.type === "radio" || element.type === "file" ? element.labels : [])].map((one) => one.getBoundingClientRect());
  const size = (rects) => ({
    width: Math.max(...rects.map((one) => one.right)) - Math.min(...rects.map((one) => one.left)),
    height: Math.max(...rects.map((one) => one.bottom)) - Math.min(...rects.map((one) => one.top)),
  });
  return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter((element) => seen(element) && !isWithinWords(element))
    .map((element) => [size(boxes(element)), element])
    .filter(([{ width, height }]) => width < LEAST - 0.5 || height < LEAST - 0.5)
    .map(([{ width, height }, element]) => `${Math.round(width)}x${Math.round(height)} ${element.outerHTML.slice(0, 120)}`);
}
