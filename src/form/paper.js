// A box prints no more than its rows, so it gets as many as its text needs.
addEventListener("beforeprint", () => document.querySelectorAll("textarea").forEach(box => {
  box.rows = box.value.split("\n").reduce((rows, line) => rows + 1 + line.length / 70, 2);
}));
// More than the service reads is not sent: the text that is far too long comes into view, with its count.
addEventListener("submit", event => document.querySelectorAll("textarea").forEach(box => {
  if (box.value.length < 1e5) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  location.hash = box.closest("fieldset").id;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}), true);
