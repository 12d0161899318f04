// An option that excludes the others is never ticked together with one.
addEventListener("change", event => {
  const box = event.target;
  if (box.type === "checkbox" && box.checked) document.getElementsByName(box.name).forEach(other => {
    if (other !== box && ("alone" in box.dataset || "alone" in other.dataset)) other.checked = false;
  });
});
