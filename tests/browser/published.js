// What a reader with little sight, on paper or without a script would stumble over; a list of sentences.
() => {
  const faults = [];
  for (const e of document.querySelectorAll('details')) e.open = true; // what is folded is looked at too
  const visible = (e) => e.getClientRects().length > 0 && getComputedStyle(e).visibility === 'visible';
  const part = (c) => { c /= 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
  const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  const colour = (text) => text.match(/[\d.]+/g).map(Number);
  const behind = (e) => {
    for (; e; e = e.parentElement) {
      const c = colour(getComputedStyle(e).backgroundColor);
      if (c.length < 4 || c[3] > 0) return c;
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const e = node.parentElement;
    if (!node.data.trim() || !visible(e) || e.closest('svg')) continue;
    const style = getComputedStyle(e), size = parseFloat(style.fontSize);
    const [a, b] = [light(colour(style.color)), light(behind(e))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < (size >= 24 || (size >= 18.6 && style.fontWeight >= 700) ? 3 : 4.5))
      faults.push(`contrast ${ratio.toFixed(2)}: ${node.data.trim().slice(0, 30)}`);
    if (size < 12) faults.push(`${size}px: ${node.data.trim().slice(0, 30)}`);
    const spoken = e.closest('[lang]').lang;
    // a county's name has no English; a sentence has
    const chinese = (node.data.match(/[一-鿿]/g) || []).length / node.data.trim().length;
    if (spoken === 'en' && chinese > 0.2) faults.push(`Chinese called English: ${node.data.slice(0, 30)}`);
  }
  let level = 0;
  for (const head of [...document.querySelectorAll('h1,h2,h3,h4')].filter(visible)) {
    const own = Number(head.tagName[1]);
    if (own > level + 1) faults.push(`heading ${own} after ${level}: ${head.innerText}`);
    level = own;
  }
  if (document.querySelectorAll('h1').length !== 1) faults.push('not one h1');
  if (document.documentElement.lang !== 'zh-CN') faults.push('no language');
  if (!document.title.trim()) faults.push('no title');
  if (!document.querySelector('main')) faults.push('no main');
  for (const e of document.querySelectorAll('svg, img')) {
    if (!(e.getAttribute('aria-label') || e.getAttribute('alt') || '').trim()) faults.push('a picture without words');
    if (e.tagName === 'svg' && (e.getAttribute('role') !== 'img' || !e.querySelector('title'))) faults.push('a bar without a title');
  }
  for (const e of document.querySelectorAll('a')) if (visible(e) && !e.innerText.trim()) faults.push(`a link without words: ${e.href}`);
  for (const e of document.querySelectorAll('th')) if (!e.scope) faults.push(`a heading cell without scope: ${e.innerText}`);
  for (const e of document.querySelectorAll('[aria-labelledby]'))
    if (!document.getElementById(e.getAttribute('aria-labelledby'))) faults.push('a section named by nothing');
  const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
  if (new Set(ids).size !== ids.length) faults.push('an id twice');
  if (document.querySelector('script')) faults.push('a script');
  if (document.documentElement.scrollWidth > innerWidth) faults.push(`wider than the screen: ${document.documentElement.scrollWidth}`);
  const cut = (e) => e.scrollWidth > e.clientWidth + 1 && !e.closest('.scroll, thead') && getComputedStyle(e).display !== 'inline';
  for (const e of document.querySelectorAll('main *')) if (visible(e) && !e.closest('svg') && cut(e)) faults.push(`cut: ${e.className} ${e.innerText.slice(0, 30)}`);
  return [...new Set(faults)];
}
