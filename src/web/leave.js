(function () {
  var presses = 0, last = 0;
  function leave() {
    document.documentElement.hidden = true;
    document.title = "";
    if (document.forms[0]) document.forms[0].reset();
    location.replace("/leave");
  }
  addEventListener("click", function (event) {
    if (event.target.closest && event.target.closest(".leave")) { event.preventDefault(); leave(); }
  });
  addEventListener("keydown", function (event) {
    if (event.key !== "Shift") { presses = 0; return; }
    if (event.repeat) return;
    var now = Date.now();
    presses = now - last < 1500 ? presses + 1 : 1;
    last = now;
    if (presses === 3) leave();
  });
  addEventListener("pageshow", function (event) {
    if (!event.persisted) return;
    if (document.forms[0]) { document.documentElement.hidden = true; document.forms[0].reset(); location.reload(); }
  });
})();
