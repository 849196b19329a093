// How many events each month had, and a brush over them that chooses days.
import { axisBottom } from "d3-axis";
import { brushX } from "d3-brush";
import { scaleLinear, scaleUtc } from "d3-scale";
import { select } from "d3-selection";
import { h } from "./dom.js";
import { countBy } from "./filters.js";
import { dayTicks } from "./ticks.js";
import { DAY, LEFT, RIGHT } from "./timeline_plot.js";

const TALL = 64;

export class Months {
  /** chosen(from, to, isOver): days as ISO text, "" for all; isOver when the brush was let go. */
  constructor(model, reach, chosen) {
    Object.assign(this, { reach, chosen });
    this.counts = countBy(model.events.map((at) => model.announced(at).slice(0, 7)));
    const label = "Events by month; the day fields set the same stretch";
    this.element = h("svg", { class: "months", height: TALL + 22, role: "img", "aria-label": label });
  }

  draw(width, from, to) {
    this.scale = scaleUtc(this.reach, [LEFT, width - RIGHT]);
    const axis = h("g", { class: "axis", transform: `translate(0,${TALL})` });
    const ticks = dayTicks(this.scale, Math.floor(width / 110));
    select(axis).call(axisBottom(this.scale).tickValues(ticks.values).tickFormat(ticks.format));
    const layer = h("g", { class: "brush" });
    this.element.setAttribute("width", width);
    this.element.replaceChildren(h("g", {}, this.bars()), axis, layer);
    const extent = [
      [LEFT, 0],
      [width - RIGHT, TALL],
    ];
    this.brush = brushX()
      .extent(extent)
      .on("brush end", (event) => this.brushed(event));
    this.layer = select(layer).call(this.brush);
    this.show(from, to);
  }

  bars() {
    const tall = scaleLinear([0, Math.max(...this.counts.values())], [0, TALL - 8]);
    return [...this.counts].map(([month, number]) => {
      const first = Date.parse(`${month}-01`);
      const x = Math.max(LEFT, this.scale(first));
      const width = Math.max(1.5, this.scale(first + 28 * DAY) - x);
      return h("rect", { class: "month", x, y: TALL - tall(number), width, height: tall(number) });
    });
  }

  /** Move the brush to days that were chosen elsewhere. */
  show(from, to) {
    if (!this.brush) return;
    const [low, high] = this.scale.range();
    const left = from ? Math.max(low, Math.min(high - 1, this.scale(Date.parse(from)))) : low;
    const right = to ? Math.max(low + 1, Math.min(high, this.scale(Date.parse(to) + DAY))) : high;
    this.layer.call(this.brush.move, from || to ? [left, Math.max(right, left + 1)] : null);
  }

  brushed(event) {
    if (!event.sourceEvent) return; // moved by `show`, whose caller knows the days
    const day = (x) => new Date(this.scale.invert(x)).toISOString().slice(0, 10);
    const [from, to] = event.selection ? event.selection.map(day) : ["", ""];
    this.chosen(from, to, event.type === "end");
  }
}
