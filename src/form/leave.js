(() => {
  let presses = 0, last = 0, depth = history.state || 0, path = [], gone;

  // How many entries of the browser's history this page has made: they must not show it after it is left.
  addEventListener("hashchange", () => {
    if (history.state === null) history.replaceState(depth + 1, "");
    const back = history.state < depth;
    depth = history.state;
    if (back && path[0]) location.hash = path.pop();
  });
  history.replaceState(depth, "");
  // Goes back over those entries, then does what is wanted at the first of them.
  window.speirOut = then => {
    const once = () => { if (!gone) { gone = true; then(); } };
    // An entry that was left before it was stamped counts for one.
    const step = () => history.state === 0 ? once() : history.go(-(history.state || 1));
    // Firefox tells of it before it is there.
    addEventListener("popstate", () => setTimeout(step));
    path = [];
    step();
    setTimeout(once, 1e4);
  };
  const leave = () => {
    document.documentElement.hidden = true;
    document.title = "";
    dispatchEvent(new Event("leave"));
    document.body.textContent = "";
    // A new entry cuts off the forward ones. Back from there only leads on again.
    speirOut(() => {
      history.replaceState(null, "", "/leave");
      location.href = "/leave?";
    });
  };
  addEventListener("click", event => {
    const at = event.target.closest(".leave, [href]");
    if (!at) return;
    if (at.className === "leave") { event.preventDefault(); leave(); }
    // A browser keeps some fifty entries. The last of ours is for all questions from there on, which Back knows.
    else if (at.hash && depth > 39) {
      event.preventDefault();
      path.push(location.hash);
      location.replace(at.hash);
      history.replaceState(depth, "");
    }
  });
  addEventListener("keydown", event => {
    if (event.repeat) return;
    const now = Date.now();
    presses = event.key !== "Shift" ? 0 : now - last < 1500 ? presses + 1 : 1;
    last = now;
    if (presses === 3) leave();
  });
  // A page that was left or sent is not revived from the cache of pages.
  addEventListener("pageshow", event => { if (event.persisted && gone) location.reload(); });
})();
