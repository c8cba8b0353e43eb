/* On a telephone the rows of a table stand one below the other (screen.css): each cell knows the head of its column; the first column
   that leads somewhere, else the first, is the row's name, and a cell that says nothing is not shown. On paper a day is not broken
   at its hyphens (print.css). */

(function () {
  "use strict";

  const NOTHING = "—";
  const DAY = /^\d{4}-\d{2}(-\d{2})?$/;
  const TABLES = "[class*=st-key-paper_] table";

  function headed(table) {
    const heads = [...table.querySelectorAll("thead th")].map((head) => head.textContent.trim());
    const rows = [...table.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("td")]);
    const name = Math.max(0, heads.findIndex((_, at) => rows.some((cells) => cells[at] && cells[at].querySelector("a"))));
    for (const cells of rows) {
      cells.forEach((cell, at) => {
        const words = cell.textContent.trim();
        cell.dataset.head = heads[at] || "";
        cell.toggleAttribute("data-name", at === name);
        cell.toggleAttribute("data-empty", at !== name && [NOTHING, ""].includes(words));
        cell.toggleAttribute("data-day", DAY.test(words));
      });
    }
  }

  let waiting = false;
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      document.querySelectorAll(TABLES).forEach(headed);
    });
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
