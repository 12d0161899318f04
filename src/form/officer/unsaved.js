(() => {
  const form = document.querySelector("form[data-officer]"), values = () => "" + new URLSearchParams(new FormData(form));
  let saves = false;
  const before = values();
  addEventListener("submit", event => { saves = !!(event.submitter && event.submitter.name); });
  addEventListener("beforeunload", event => {
    if (!saves && values() !== before) { event.preventDefault(); event.returnValue = true; }
  });
})();
