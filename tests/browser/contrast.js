/* Words of charts that fall short of 4.5 : 1 against what is drawn behind them: [words, ink, ground, ratio].
   axe does not look into drawings. Cells of heatmaps are pixels and are not seen here (tests/charts holds them). */
() => {
  const numbers = (text) => (text.match(/[\d.]+/g) || []).map(Number);
  const channels = (text) => numbers(text).slice(0, 3);
  const opaque = (text) => (numbers(text).length > 3 ? numbers(text)[3] : 1) > 0.5;
  const light = (colour) => {
    const [r, g, b] = colour.map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => {
    const [high, low] = [light(a), light(b)].sort((p, q) => q - p);
    return (high + 0.05) / (low + 0.05);
  };
  const page = channels(getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor);
  const found = [];
  for (const chart of document.querySelectorAll('.js-plotly-plot')) {
    const bars = [...chart.querySelectorAll('.bars path')]
      .map((bar) => [bar.getBoundingClientRect(), getComputedStyle(bar)])
      .filter(([, style]) => style.fill.startsWith('rgb') && opaque(style.fill) && Number(style.fillOpacity) > 0.5);
    for (const text of chart.querySelectorAll('text')) {
      const box = text.getBoundingClientRect();
      if (!text.textContent.trim() || !box.width) continue;
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      const under = bars.filter(([r]) => r.left <= x && x <= r.right && r.top <= y && y <= r.bottom).pop();
      const ground = under ? channels(under[1].fill) : page;
      const ink = channels(getComputedStyle(text.querySelector('tspan') || text).fill);
      if (ink.length === 3 && ratio(ink, ground) < 4.5) {
        found.push(`${text.textContent} ${ink} on ${ground}: ${ratio(ink, ground).toFixed(2)}`);
      }
    }
  }
  return found;
}
