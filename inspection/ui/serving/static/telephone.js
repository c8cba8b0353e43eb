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

  /* A grid is a drawing in a box that scrolls: whether there is more to its right only the box knows. */
  function goesOn(box) {
    const grid = box.closest("[data-testid=stDataFrame]");
    if (grid) grid.toggleAttribute("data-more", box.scrollWidth - box.clientWidth - box.scrollLeft > 12);
  }

  const boxes = () => document.querySelectorAll("[data-testid=stDataFrame] .dvn-scroller").forEach(goesOn);
  addEventListener("scroll", (event) => {
    if (event.target.classList && event.target.classList.contains("dvn-scroller")) goesOn(event.target);
  }, true);
  setInterval(boxes, 1000); // a grid is as wide as the window lets it be, and draws itself when it is seen

  const known = new WeakSet(); // a table is never changed, another takes its place
  let waiting = false; // a page of hundreds of rows is drawn in many steps
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      for (const table of document.querySelectorAll(TABLES)) {
        if (!known.has(table)) headed(table);
        known.add(table);
      }
    }, 250);
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
