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
  const focus = (item) => {
    const to = item
      ? item.querySelector(":checked") ?? item.querySelector("input, textarea")
      : form.querySelector(".saving button");
    to.focus();
    to.closest(".item, .saving").scrollIntoView({ block: "center" });
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector(".saving button"));
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || !/^[1-9]$/.test(event.key)) return;
    if (document.activeElement.matches("textarea, input:not([type=radio], [type=checkbox])")) return;
    const item = current();
    const radio = item?.querySelectorAll("[type=radio]")[Number(event.key) - 1];
    if (!radio) return;
    event.preventDefault();
    radio.click();
    const all = items();
    focus(all[all.indexOf(item) + 1]);
  });

  // A form that is sent twice would be refused the second time.
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  window.addEventListener("pageshow", () => { sent = false; });
})();
