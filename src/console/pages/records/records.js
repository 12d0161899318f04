(() => {
  const form = document.getElementById("record");
  if (!form) return;
  form.querySelector(".keys").hidden = false;
  const items = () => [...form.querySelectorAll(".item")].filter((item) => !item.hidden);
  const chosen = (name) =>
    [...form.querySelectorAll(`[name="${name}"]:checked`)].map((input) => input.value);

  // An answer to a question that is not asked does not decide about others.
  const route = () => {
    for (const item of form.querySelectorAll("[data-when]")) {
      item.hidden = !item.dataset.when.split(" ").every((condition) => {
        const not = condition.startsWith("!");
        const [name, ids] = condition.slice(not ? 1 : 0).split("=");
        const earlier = form.querySelector(`[name="${name}"]`).closest(".item");
        const holds = !earlier.hidden && chosen(name).some((id) => ids.split(",").includes(id));
        return holds !== not;
      });
    }
  };
  form.addEventListener("change", route);
  route();

  const isAnswered = (item) => item.querySelector(":checked");
  const current = () =>
    document.activeElement.closest?.(".item") ??
    items().find((item) => item.matches("fieldset") && !isAnswered(item));
  // The question after one, past notes: a digit that answers the next question must never fall into
  // a text.
  const after = (item) => {
    const all = items();
    return all.slice(all.indexOf(item) + 1).find((one) => !one.querySelector("textarea"));
  };
  const focus = (item) => {
    const to = item
      ? item.querySelector(":checked") ?? item.querySelector("input")
      : form.querySelector(".saving button");
    to.focus();
    to.closest(".item, .saving").scrollIntoView({ block: "center" });
  };

  let waits = null;
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector(".saving button"));
      return;
    }
    // A digit that is held down has answered already; another one belongs into the field.
    if (waits && /^[0-9]$/.test(event.key)) {
      if (event.repeat) event.preventDefault();
      else {
        focus(waits);
        waits = null;
      }
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || !/^[1-9]$/.test(event.key)) return;
    if (document.activeElement.matches("textarea, input:not([type=radio], [type=checkbox])")) return;
    const item = current();
    const radio = item?.querySelectorAll("[type=radio]")[Number(event.key) - 1];
    if (!radio) return;
    event.preventDefault();
    if (event.repeat) return;
    radio.click();
    const next = after(item);
    // A field for a number gets the focus once the key is released, or the digit would fall into it.
    if (next?.matches("div")) waits = next;
    else focus(next);
  });
  document.addEventListener("keyup", (event) => {
    if (!waits || !/^[0-9]$/.test(event.key)) return;
    focus(waits);
    waits = null;
  });

  // A form that is sent twice would be refused the second time.
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  window.addEventListener("pageshow", () => { sent = false; });
})();
