// Elements from plain values. Text only ever becomes text: nothing in here reads markup.

const SVG = "http://www.w3.org/2000/svg";
const SVG_NAMES = new Set(["svg", "g", "path", "circle", "line", "rect", "text", "tspan", "defs", "marker", "title"]);

/** An element with attributes (functions are listeners of that event) and children (nodes, text, lists, nothing). */
export function h(name, attributes = {}, ...children) {
  const isSvg = SVG_NAMES.has(name) || attributes.xlink === true;
  const made = isSvg ? document.createElementNS(SVG, name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "xlink" || value === null || value === undefined || value === false) continue;
    if (typeof value === "function") made.addEventListener(key, value);
    else made.setAttribute(key, value === true ? "" : String(value));
  }
  add(made, children);
  return made;
}

export function add(parent, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    parent.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

export function replace(parent, ...children) {
  parent.replaceChildren();
  add(parent, children);
}

/** Text of documents, kept apart from its surroundings in direction and line breaking. */
export function said(text, attributes = {}) {
  return h("bdi", attributes, bound(clean(text)));
}

/** The text with numbers kept on the line of their percent sign. */
export function bound(text) {
  return text.replace(/(\d) %/g, "$1\u00a0%");
}

/** At most so many characters of one line. */
export function cut(text, length) {
  const line = clean(text).replace(/\s+/g, " ").trim();
  const letters = line.length > length ? Array.from(line) : [];
  return letters.length > length
    ? letters
        .slice(0, length - 1)
        .join("")
        .trimEnd() + "…"
    : line;
}

/** The text without control characters and marks that turn the direction of what follows. */
export function clean(text) {
  return String(text).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
}

/** A link out for a web address; anything else that calls itself an address stays text. */
export function source(name, url) {
  const label = clean(name || url || "");
  if (!/^https?:\/\/[^\s]+$/i.test(url || "")) return label ? said(label) : null;
  return h(
    "a",
    { href: url, rel: "noreferrer noopener", target: "_blank" },
    said(label),
    h("span", { class: "out", "aria-hidden": "true" }, " ↗"),
  );
}

/** Tell people who listen rather than look. */
export function announce(text) {
  const region = document.getElementById("told");
  if (region) region.textContent = text;
}
