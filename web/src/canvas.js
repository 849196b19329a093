// A canvas as sharp as the screen, and the colours of the present theme.
import { h } from "./dom.js";

export function canvas(attributes) {
  const element = h("canvas", attributes);
  const context = element.getContext("2d");
  return {
    element,
    context,
    size: { width: 0, height: 0 },
    fit(width, height) {
      const ratio = Math.min(devicePixelRatio || 1, 2);
      element.width = Math.round(width * ratio);
      element.height = Math.round(height * ratio);
      element.style.width = `${width}px`;
      element.style.height = `${height}px`;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      this.size = { width, height };
    },
  };
}

export function theme() {
  const style = getComputedStyle(document.documentElement);
  const get = (name) => style.getPropertyValue(name).trim();
  return {
    ink: get("--ink"),
    soft: get("--soft"),
    faint: get("--faint"),
    paper: get("--paper"),
    accent: get("--accent"),
    band: get("--band"),
    isDark: get("color-scheme") === "dark",
  };
}

const tints = new Map();

/** A colour of the page, lighter on a dark ground. */
export function tinted(colour, isDark) {
  if (!isDark) return colour;
  if (!tints.has(colour)) {
    const part = (at) => Math.round(parseInt(colour.slice(at, at + 2), 16) * 0.7 + 255 * 0.3);
    tints.set(colour, `rgb(${part(1)},${part(3)},${part(5)})`);
  }
  return tints.get(colour);
}

export const FONT = 'system-ui, "Noto Sans", "Noto Sans CJK SC", sans-serif';

/** A box that follows the pointer and says what is under it. */
export function tip() {
  const element = h("div", { class: "tip-box", role: "presentation", hidden: true });
  return {
    element,
    show(text, x, y, width) {
      element.textContent = text;
      element.hidden = !text;
      element.style.left = `${Math.max(0, Math.min(x + 14, width - 270))}px`;
      element.style.top = `${y + 14}px`;
    },
  };
}
