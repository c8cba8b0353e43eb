/* On a projector (ui/pieces/presentation.py) a page is shown one screen after the other: its blocks in their order, each a heading
   with what belongs to it. The keys that presenters and their clickers use go on and back, first down a screen that is longer
   than the wall, then to the next one, then to the next page; Escape leaves. A key meant for what has the focus (a field, a
   slider, a tab, a list) is left to it. */

(function () {
  "use strict";

  const WAYS = {
    ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, Enter: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Backspace: -1, Escape: 0,
  };
  const TAKEN = "input, textarea, select, canvas, [contenteditable=true], [role=slider], [role=tab], [role=radio]," +
    " [role=listbox], [role=combobox], [role=grid], [role=dialog], [role=menu]";
  const PRESSED = "a, button, summary, [role=button]";
  const part = (name) => `[data-testid=${name}]`;
  const MORE_THAN_WORDS = `h2, button, input, table, ${part("stPlotlyChart")}, ${part("stDataFrame")}`;

  const LONGEST = 10000; // milliseconds that a page may take to come before the keys are heard again

  let at = 0, page = "", fromBehind = false, screens = [], holders = [];
  let turned = null; // [page left, address asked for, when] while another page is on its way

  const bar = () => document.querySelector(".st-key-projecting");
  const stop = () => `${location.pathname} ${bar() ? bar().innerText : ""}`; // two stops of a sequence may be one page

  /* The leaves of a container in their order: [element, whether a block begins with it]. */
  function leaves(container, into) {
    let begins = true;
    for (const child of container.children) {
      if (child.querySelector(".st-key-projecting") || child.matches(".st-key-projecting")) continue;
      const columns = [...child.querySelectorAll(`${part("stColumn")}`)].filter(
        (column) => !column.parentElement.closest(`${part("stColumn")}, ${part("stTabs")}`) || column.parentElement.closest(
          `${part("stColumn")}, ${part("stTabs")}`).contains(child));
      const tabs = child.querySelector(part("stTabs"));
      const figures = columns.length && columns.every((column) => column.querySelector(part("stMetric")));
      if (tabs && !child.closest(part("stTabs"))) {
        holders.push([child, into.length]);
        const open = [...tabs.querySelectorAll("[role=tabpanel]")].find((panel) => panel.querySelector(part("stVerticalBlock")));
        const inside = open && open.querySelector(part("stVerticalBlock"));
        if (inside) leaves(inside, into);
        holders[holders.findIndex(([one]) => one === child)].push(into.length);
      } else if (columns.length && !figures && child.querySelector(`${part("stHeading")} h2, ${part("stPlotlyChart")}`)) {
        holders.push([child, into.length]);
        for (const column of columns) {
          const from = into.length, inside = column.querySelector(part("stVerticalBlock"));
          if (inside) leaves(inside, into);
          holders.push([column, from, into.length]);
        }
        holders[holders.findIndex(([one]) => one === child)].push(into.length);
      } else {
        into.push([child, begins, figures]);
        begins = false;
        continue;
      }
      begins = true;
    }
  }

  /* The screens: each a list of leaves. A block ends with a row of figures, and where a second heading comes. */
  function found() {
    const block = document.querySelector(`${part("stMainBlockContainer")} > ${part("stVerticalBlock")}`);
    if (!block) return [];
    const all = [];
    holders = [];
    leaves(block, all);
    const made = [];
    let headed = false, closed = false;
    for (const [element, begins, figures] of all) {
      if (element.querySelector("h1")) continue;
      const heading = element.querySelector("h2") !== null;
      if (closed && !begins && !element.querySelector(MORE_THAN_WORDS)) { // a sentence below a row of figures is of them
        made[made.length - 1].push(element);
        continue;
      }
      if (!made.length || closed || begins && headed || heading && headed) {
        made.push([]);
        headed = false;
      }
      made[made.length - 1].push(element);
      headed = headed || heading;
      closed = Boolean(figures);
    }
    holders = holders.map(([element, from, to]) => [element, all.slice(from, to).map(([leaf]) => leaf)]);
    return made.filter((screen) => screen.some((element) => element.offsetHeight > 0 || element.dataset.screen === "off"));
  }

  function set(element, on) {
    const now = on ? "on" : "off";
    if (element.dataset.screen !== now) element.dataset.screen = now;
  }

  /* projector.css asks of the page and of every row what is in it: while nothing is projected, each thing that comes would
     have the whole page looked at again, a quarter of all a first visit costs. */
  function dress(on) {
    const sheet = document.getElementById("projector"), now = on ? "screen" : "not all";
    if (sheet && sheet.media !== now) sheet.media = now;
  }

  function arrange() {
    const there = bar();
    dress(there !== null);
    if (!there) {
      for (const element of document.querySelectorAll("[data-screen]")) delete element.dataset.screen;
      page = "";
      return;
    }
    screens = found();
    if (page !== stop()) {
      at = page !== "" && fromBehind ? Infinity : 0;
      page = stop();
      // a link to the page that is open changes what it shows and not the address, which the next click would go back to
      if (turned && turned[0] !== page && location.href !== turned[1]) history.replaceState(history.state, "", turned[1]);
    }
    if (!screens.length) return;
    const shown = Math.min(at, screens.length - 1);
    screens.forEach((screen, place) => screen.forEach((element) => set(element, place === shown)));
    for (const [element, inside] of holders)
      set(element, inside.some((leaf) => screens[shown].includes(leaf)));
    const place = `${shown + 1}/${screens.length}`;
    if (there.dataset.place !== place) there.dataset.place = place;
  }

  function go(way) {
    const wall = document.querySelector(part("stMain"));
    const left = way > 0 ? wall.scrollHeight - wall.clientHeight - wall.scrollTop : wall.scrollTop;
    at = Math.min(at, screens.length - 1);
    if (left > 16) {
      wall.scrollBy({ top: way * wall.clientHeight * 0.8, behavior: "instant" });
    } else if (at + way >= 0 && at + way < screens.length) {
      at += way;
      arrange();
      wall.scrollTop = way > 0 ? 0 : wall.scrollHeight;
    } else {
      const link = document.querySelector(`.st-key-project_${way > 0 ? "next" : "previous"} a`);
      if (!link) return;
      fromBehind = way < 0;
      wall.scrollTop = 0;
      turned = [page, link.href, Date.now()];
      link.click();
    }
  }

  /* A second press before the next page has come would leave that one out. */
  function onItsWay() {
    if (!turned) return false;
    const app = document.querySelector(part("stApp"));
    const there = stop() !== turned[0] && app && app.dataset.testScriptState === "notRunning";
    if (there || Date.now() - turned[2] > LONGEST) turned = null;
    return turned !== null;
  }

  addEventListener("keydown", (event) => {
    const there = bar(), way = WAYS[event.key];
    if (!there || way === undefined || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.defaultPrevented)
      return;
    const focused = event.target.closest ? event.target : document.body;
    if (focused.closest(TAKEN)) return;
    if ((event.key === " " || event.key === "Enter") && focused.closest(PRESSED)) return;
    event.preventDefault();
    if (way !== 0 && onItsWay()) return;
    if (way === 0) document.querySelector(".st-key-project_leave button").click();
    else go(way);
  }, true);

  let waiting = false;
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      arrange();
    });
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
