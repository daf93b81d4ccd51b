// What a page needs to be usable without a mouse and without eyes. The value is the list of
// what is missing.
(() => {
  const found = [];
  const say = (what, e) => found.push(what + (e ? ": " + e.outerHTML.slice(0, 120) : ""));
  const all = (selector) => [...document.querySelectorAll(selector)];
  const visible = (e) => e.getClientRects().length > 0;

  if (!["en", "ru"].includes(document.documentElement.lang)) say("the page names no language");
  if (!document.title) say("the page has no title");
  if (all("main").length !== 1) say("the page needs one main");
  if (all("h1").length !== 1) say("the page needs one h1");
  let last = 0;
  for (const h of all("h1,h2,h3,h4")) {
    const level = Number(h.tagName[1]);
    if (level > last + 1) say("a heading skips a level", h);
    last = level;
  }
  for (const e of all("input:not([type=hidden]),select,textarea")) if (!e.labels?.length && !e.ariaLabel) say("a field has no label", e);
  for (const e of all("a,button")) if (visible(e) && !(e.ariaLabel || e.textContent).trim()) say("it has no name", e);
  for (const e of all("th")) if (!e.scope) say("a heading of a table has no scope", e);
  for (const e of all("[tabindex]")) if (e.tabIndex > 0) say("it changes the order of tabs", e);
  for (const e of all("pre,.scroll")) if (visible(e) && e.scrollWidth > e.clientWidth && e.tabIndex < 0) say("it scrolls and cannot be reached", e);
  const ids = all("[id]").map((e) => e.id);
  for (const id of new Set(ids)) if (ids.indexOf(id) !== ids.lastIndexOf(id)) say("the id is there twice: " + id);
  for (const e of all("[aria-labelledby]")) for (const id of e.getAttribute("aria-labelledby").split(" ")) if (!document.getElementById(id)) say("its label is not there", e);
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth + 1) say("the page is wider than the window");

  // Contrast of every text against what is behind it (WCAG 2.1, 1.4.3).
  const colour = (text) => text.match(/[\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const part = (v) => ((v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const behind = (e) => {
    for (; e; e = e.parentElement) {
      const c = colour(getComputedStyle(e).backgroundColor);
      if (c.length < 4 || c[3] > 0) return c;
    }
    return [255, 255, 255];
  };
  const seen = new Set();
  for (const e of all("body *")) {
    if (!visible(e) || ![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
    const style = getComputedStyle(e);
    const [a, b] = [light(colour(style.color)), light(behind(e))].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const ratio = (a + 0.05) / (b + 0.05);
    const key = style.color + behind(e);
    if (ratio < (large ? 3 : 4.5) && !seen.has(key)) {
      seen.add(key);
      say("contrast " + ratio.toFixed(2), e);
    }
  }
  return found;
})();
