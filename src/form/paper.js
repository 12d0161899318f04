// A box prints no more than its rows, so it gets as many as its text needs.
addEventListener("beforeprint", () => document.querySelectorAll("textarea").forEach(box => {
  box.rows = box.value.split("\n").reduce((rows, line) => rows + 1 + line.length / 70, 2);
}));
// More than the service reads is not sent: the longest text comes into view, with its count.
addEventListener("submit", event => {
  if (("" + new URLSearchParams(new FormData(event.target))).length < 4e6) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const box = [...document.querySelectorAll("textarea")].sort((a, b) => b.value.length - a.value.length)[0];
  location.hash = box.closest("fieldset").id;
  box.focus();
  box.dispatchEvent(new Event("input", { bubbles: true }));
}, true);
