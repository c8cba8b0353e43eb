/* On a projector (ui/presentation.py) the arrow keys turn the page and Escape leaves, unless the key is meant for what has
   the focus: a field, a slider, a tab, a list. */

(function () {
  "use strict";

  const KEYS = { ArrowRight: "next", ArrowLeft: "previous", Escape: "leave" };
  const TAKEN = "input, textarea, select, canvas, [contenteditable=true], [role=slider], [role=tab], [role=radio]," +
    " [role=listbox], [role=combobox], [role=grid], [role=dialog]";

  addEventListener("keydown", (event) => {
    const way = KEYS[event.key];
    if (!way || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    if (event.target.closest && event.target.closest(TAKEN)) return;
    const target = document.querySelector(`.st-key-project_${way} :is(a, button)`);
    if (!target) return;
    event.preventDefault();
    target.click();
  });
})();
