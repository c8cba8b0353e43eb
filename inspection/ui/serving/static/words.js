/* Streamlit's own words (menus of tables, uploads, connection messages) exist in English only. While the page is in
   Chinese they are replaced as they appear; the page's own sentences come in both languages from the server and are
   not touched, for only whole texts that stand in the dictionary are replaced. The language is in the address. */

(function () {
  "use strict";

  const TEXTS_OF_DATA = "[data-testid=stText], [data-testid=stTable], [data-testid=stHtml], [data-testid=stCode], [data-testid=stJson]," +
    " textarea";
  const ATTRIBUTES = ["aria-label", "placeholder", "title", "data-title"];
  const source = document.currentScript.dataset.words;
  const before = new WeakMap(); // text node, or element -> {attribute: words}, as Streamlit wrote it
  let words = { exact: {}, patterns: [] };

  const language = () => (new URLSearchParams(location.search).get("lang") === "en" ? "en" : "zh");

  function translated(text) {
    const key = text.trim();
    if (!/[A-Za-z]/.test(key) || key.length > 200) return null;
    if (Object.hasOwn(words.exact, key)) return words.exact[key];
    for (const [pattern, replacement] of words.patterns) {
      if (pattern.test(key)) return key.replace(pattern, replacement);
    }
    return null;
  }

  function change(node) {
    const chinese = translated(node.data);
    if (chinese === null || node.parentElement?.closest(TEXTS_OF_DATA)) return;
    before.set(node, node.data);
    node.data = chinese;
  }

  function changeAttributes(element) {
    for (const name of ATTRIBUTES) {
      const text = element.getAttribute(name);
      const chinese = text && translated(text);
      if (!chinese) continue;
      before.set(element, { ...before.get(element), [name]: text });
      element.setAttribute(name, chinese);
    }
  }

  function visit(root, onText, onElement) {
    if (root.nodeType === Node.TEXT_NODE) return onText(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    onElement(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.nodeType === Node.TEXT_NODE) onText(node);
      else onElement(node);
    }
  }

  function restore(root) {
    visit(
      root,
      (node) => {
        if (before.has(node)) node.data = before.get(node);
      },
      (element) => {
        for (const [name, text] of Object.entries(before.get(element) ?? {})) element.setAttribute(name, text);
      }
    );
  }

  let spoken = null;

  function follow(changes) {
    const now = language();
    if (now !== spoken) {
      document.documentElement.lang = now === "en" ? "en" : "zh-CN";
      if (now === "en") restore(document.body);
      else visit(document.body, change, changeAttributes);
      spoken = now;
      return;
    }
    if (now === "en") return;
    for (const record of changes) {
      if (record.type === "characterData") change(record.target);
      else if (record.type === "attributes") changeAttributes(record.target);
      else record.addedNodes.forEach((node) => visit(node, change, changeAttributes));
    }
  }

  // The address may change without a change on the page: the widget that is bound to it has been drawn before.
  for (const name of ["pushState", "replaceState"]) {
    const own = history[name];
    history[name] = function (...given) {
      own.apply(this, given);
      queueMicrotask(() => spoken !== null && follow([]));
    };
  }
  addEventListener("popstate", () => spoken !== null && follow([]));

  fetch(source)
    .then((answer) => answer.json())
    .then((read) => {
      words = { exact: read.exact, patterns: read.patterns.map(([pattern, to]) => [new RegExp(pattern), to]) };
      new MutationObserver(follow).observe(document.body, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
        attributeFilter: ATTRIBUTES,
      });
      follow([]);
    })
    .catch((fault) => console.warn("Streamlit's own words stay English:", fault));
})();
