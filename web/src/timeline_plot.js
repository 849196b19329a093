// The picture of the timeline: dots in lanes of actors, piled where they would cover each other.
import { scaleUtc } from "d3-scale";
import { clean, cut, h } from "./dom.js";
import { canvas, FONT, theme, tinted, tip } from "./canvas.js";
import { countBy } from "./filters.js";
import { dayTicks } from "./ticks.js";

export const DAY = 86_400_000;
export const LEFT = 56;
export const RIGHT = 14;
const DOT = 4;
const MOST_LANES = 8;
const EMPTY = 18; // pixels of a lane without an event

export class TimelinePlot {
  constructor(model) {
    this.model = model;
    this.time = new Map(model.events.map((at) => [at, Date.parse(model.announced(at))]));
    this.reach = [this.time.get(model.events[0]) - 20 * DAY, this.time.get(model.events.at(-1)) + 20 * DAY];
    this.lanes = lanesOf(model);
    this.dots = [];
    this.plot = canvas({ class: "plot", role: "img" });
    this.hover = tip();
    this.element = h("div", { class: "plotted" }, this.plot.element, this.hover.element);
    this.listen();
  }

  get width() {
    return this.element.clientWidth || 900;
  }

  /** Show these events between two days ("" for all). */
  draw(events, from, to) {
    const ends = [from ? Date.parse(from) : this.reach[0], to ? Date.parse(to) + DAY : this.reach[1]];
    this.scale = scaleUtc(ends[0] < ends[1] ? ends : this.reach, [LEFT, this.width - RIGHT]);
    this.dots = this.piled(events);
    this.place();
    this.plot.fit(this.width, this.height + 26);
    const label = `${events.length} events in lanes of ${this.lanes.join(", ")}; the table below lists them`;
    this.plot.element.setAttribute("aria-label", label);
    this.paint();
  }

  /** Dots side by side in time, one above the other where they would cover each other. */
  piled(events) {
    const ends = this.lanes.map(() => []);
    return events.map((at) => {
      const x = this.scale(this.time.get(at));
      const lane = this.lanes.includes(this.model.actor(at))
        ? this.lanes.indexOf(this.model.actor(at))
        : ends.length - 1;
      const free = ends[lane].findIndex((end) => end <= x - 2 * DOT);
      const level = free < 0 ? ends[lane].length : free;
      ends[lane][level] = x;
      return { at, x, lane, level };
    });
  }

  /** Heights of lanes by their highest pile, and each dot's y. */
  place() {
    const levels = this.lanes.map(() => 0);
    for (const dot of this.dots) levels[dot.lane] = Math.max(levels[dot.lane], dot.level + 1);
    this.heights = levels.map((level) => (level ? 16 + (2 * DOT + 1) * Math.max(level, 2) : EMPTY));
    this.tops = this.heights.map((_, lane) => this.heights.slice(0, lane).reduce((a, b) => a + b, 0));
    this.height = Math.max(160, this.tops.at(-1) + this.heights.at(-1));
    for (const dot of this.dots) {
      dot.y = this.tops[dot.lane] + this.heights[dot.lane] - 8 - DOT - dot.level * (2 * DOT + 1);
    }
  }

  paint() {
    const { context } = this.plot;
    const look = theme();
    context.clearRect(0, 0, this.width, this.height + 26);
    this.paintLanes(context, look);
    this.paintTicks(context, look);
    for (const dot of this.dots) {
      context.beginPath();
      context.arc(dot.x, dot.y, DOT, 0, 2 * Math.PI);
      context.fillStyle = context.strokeStyle = tinted(this.model.colour(dot.at), look.isDark);
      if (this.model.isUnchecked(dot.at)) context.stroke();
      else context.fill();
    }
  }

  paintLanes(context, look) {
    context.font = `600 12px ${FONT}`;
    this.lanes.forEach((lane, at) => {
      context.fillStyle = at % 2 ? look.paper : look.band;
      context.fillRect(0, this.tops[at], this.width, this.heights[at]);
      context.fillStyle = look.ink;
      context.fillText(cut(lane, 7), 8, this.tops[at] + this.heights[at] / 2 + 4);
    });
  }

  paintTicks(context, look) {
    context.font = `11px ${FONT}`;
    context.textAlign = "center";
    const { values, format } = dayTicks(this.scale, Math.floor(this.width / 110));
    for (const tick of values) {
      context.fillStyle = look.faint;
      context.fillRect(this.scale(tick), 0, 1, this.height);
      context.fillStyle = look.soft;
      context.fillText(format(tick), Math.min(this.scale(tick), this.width - 30), this.height + 17);
    }
    context.textAlign = "left";
  }

  listen() {
    const { element } = this.plot;
    element.addEventListener("pointermove", (event) => {
      const dot = this.under(event);
      element.classList.toggle("on", Boolean(dot));
      const told = dot ? `${this.model.announced(dot.at)} · ${clean(cut(this.model.names[dot.at], 200))}` : "";
      this.hover.show(told, event.offsetX, event.offsetY, this.width);
    });
    element.addEventListener("pointerleave", () => this.hover.show("", 0, 0, 0));
    element.addEventListener("click", (event) => {
      const dot = this.under(event);
      if (dot) location.hash = this.model.href(dot.at);
    });
  }

  under(event) {
    return this.dots.findLast((dot) => Math.hypot(dot.x - event.offsetX, dot.y - event.offsetY) < DOT + 3);
  }
}

/** The busiest actors, and a last lane for the others when there are more. */
function lanesOf(model) {
  const acts = countBy(model.events.map((at) => model.actor(at)));
  const busiest = [...acts].sort((a, b) => b[1] - a[1]).map(([actor]) => actor);
  return busiest.length > MOST_LANES ? [...busiest.slice(0, MOST_LANES), "others"] : busiest;
}
