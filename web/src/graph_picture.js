// Draws the graph on a canvas: edges below, nodes above, names that don't cover each other.
import { zoomIdentity } from "d3-zoom";
import { quadtree } from "d3-quadtree";
import { cut } from "./dom.js";
import { FONT, theme, tinted } from "./canvas.js";
import { drawnEdges, joinedNodes } from "./graph_edges.js";
import { labels } from "./graph_labels.js";

const BUTTONS = { wide: 56, tall: 124 }; // the corner that the zoom buttons take

export class GraphPicture {
  constructor(model, plot) {
    const { x, y, r } = model.content.nodes;
    Object.assign(this, { model, plot, x, y, view: zoomIdentity, marked: new Set(), focused: null, near: new Set() });
    this.r = r.map((tenth) => tenth / 10);
    this.byImportance = x.map((_, at) => at).sort((a, b) => this.r[b] - this.r[a] || a - b);
    this.widths = new Map();
    this.drawn = drawnEdges(model);
    this.joined = joinedNodes(model, this.drawn);
    this.alone = this.joined.filter((one) => !one).length;
    this.filter(() => true);
  }

  filter(isShown) {
    const { model } = this;
    this.shown = this.x.map((_, at) => isShown(at));
    this.nodes = this.shown.reduce((sum, one) => sum + one, 0);
    this.edges = [];
    for (let edge = 0; edge < model.edgeCount; edge++) {
      if (this.drawn[edge] && this.shown[model.source[edge]] && this.shown[model.target[edge]]) this.edges.push(edge);
    }
    const there = this.byImportance.filter((at) => this.shown[at]);
    this.tree = quadtree(
      there,
      (at) => this.x[at],
      (at) => this.y[at],
    );
    this.order = there;
  }

  focus(at) {
    this.focused = at;
    const edges = at === null ? [] : this.model.incident[at].filter((edge) => this.drawn[edge]);
    this.near = new Set(edges.map((edge) => this.model.other(edge, at)));
  }

  /** The view in which all that is shown fits. */
  whole() {
    const { width, height } = this.plot.size;
    if (!this.order.length) return zoomIdentity;
    const ends = (values) =>
      this.order.reduce(
        ([low, high], at) => [Math.min(low, values[at]), Math.max(high, values[at])],
        [Infinity, -Infinity],
      );
    const [[left, right], [top, bottom]] = [ends(this.x), ends(this.y)];
    const scale = Math.min(4, 0.92 * Math.min(width / (right - left + 80), height / (bottom - top + 80)));
    return zoomIdentity
      .translate(width / 2, height / 2)
      .scale(scale)
      .translate(-(left + right) / 2, -(top + bottom) / 2);
  }

  /** A scale at which the nearest neighbours of a node can be told apart. */
  closeness(at) {
    const away = [...this.near]
      .filter((one) => this.shown[one])
      .map((one) => Math.hypot(this.x[one] - this.x[at], this.y[one] - this.y[at]))
      .sort((a, b) => a - b);
    const reach = away[Math.floor(away.length * 0.6)] ?? 200;
    return Math.min(1.2, Math.max(0.12, 240 / (reach + 1)));
  }

  /** The node under a point of the canvas, null for none. */
  under(px, py) {
    const [x, y] = this.view.invert([px, py]);
    const at = this.tree.find(x, y, (this.radius(this.r[0]) + 14) / this.view.k + 40);
    if (at === undefined) return null;
    const away = Math.hypot(this.x[at] - x, this.y[at] - y) * this.view.k;
    return away <= this.radius(this.r[at]) + 5 ? at : null;
  }

  /** Pixels of a radius: nodes grow slower than the picture, so that they neither vanish nor fill it. */
  radius(r) {
    return Math.max(1.4, r * Math.min(1, Math.sqrt(this.view.k)) * 0.6);
  }

  /** Draw once before the next frame. */
  soon() {
    this.due ??= requestAnimationFrame(() => this.draw());
  }

  draw() {
    if (this.due) cancelAnimationFrame(this.due);
    this.due = null;
    const { context, size } = this.plot;
    const look = theme();
    this.colours = this.model.classes.map((name) => tinted(this.model.content.classes[name].colour, look.isDark));
    context.fillStyle = look.paper;
    context.fillRect(0, 0, size.width, size.height);
    this.px = this.x.map((x) => this.view.applyX(x));
    this.py = this.y.map((y) => this.view.applyY(y));
    this.drawEdges(context, look);
    const seen = this.order.filter(
      (at) => this.px[at] > -60 && this.px[at] < size.width + 60 && this.py[at] > -60 && this.py[at] < size.height + 60,
    );
    this.drawNodes(context, look, seen);
    this.drawNames(context, look, seen);
  }

  drawEdges(context, look) {
    const { model } = this;
    const paths = new Map();
    for (const edge of this.edges) {
      const isNear =
        this.focused !== null && (model.source[edge] === this.focused || model.target[edge] === this.focused);
      const key = isNear ? model.content.relations[model.relations[edge]] : "";
      if (!paths.has(key)) paths.set(key, new Path2D());
      const path = paths.get(key);
      path.moveTo(this.px[model.source[edge]], this.py[model.source[edge]]);
      path.lineTo(this.px[model.target[edge]], this.py[model.target[edge]]);
    }
    const thin = Math.min(1, 0.05 + 220 / (this.edges.length + 200)) * (this.focused === null ? 1 : 0.35);
    for (const [key, path] of paths) {
      context.globalAlpha = key ? 0.9 : Math.max(0.04, thin * 0.6);
      context.strokeStyle = key || look.soft;
      context.lineWidth = key ? 1.4 : 0.7;
      context.stroke(path);
    }
    context.globalAlpha = 1;
  }

  drawNodes(context, look, seen) {
    for (let i = seen.length - 1; i >= 0; i--) {
      const at = seen[i];
      const isDim = this.focused !== null && at !== this.focused && !this.near.has(at);
      context.globalAlpha = isDim ? 0.22 : 1;
      context.beginPath();
      context.arc(this.px[at], this.py[at], this.radius(this.r[at]), 0, 2 * Math.PI);
      const isHollow = this.model.isUnchecked(at);
      context.fillStyle = isHollow ? look.paper : this.colours[at];
      context.fill();
      context.lineWidth = isHollow ? 1.4 : 0.8;
      context.strokeStyle = isHollow ? this.colours[at] : look.paper;
      context.stroke();
      if (at === this.focused || this.marked.has(at)) this.ring(context, look, at);
    }
    context.globalAlpha = 1;
  }

  ring(context, look, at) {
    context.globalAlpha = 1;
    context.beginPath();
    context.arc(this.px[at], this.py[at], this.radius(this.r[at]) + 3, 0, 2 * Math.PI);
    context.lineWidth = 2;
    context.strokeStyle = look.accent;
    context.stroke();
  }

  drawNames(context, look, seen) {
    context.font = `11.5px ${FONT}`;
    const isWanted = (at) => at === this.focused || this.marked.has(at);
    const wanted = seen.filter((at) => isWanted(at) || this.near.has(at));
    const rest = this.focused === null ? seen.filter((at) => !isWanted(at)) : [];
    const inOrder = [...wanted.filter(isWanted), ...wanted.filter((at) => !isWanted(at)), ...rest.slice(0, 1500)];
    const nodes = inOrder.map((at) => ({
      at,
      x: this.px[at],
      y: this.py[at],
      r: this.radius(this.r[at]),
      text: cut(this.model.names[at], at === this.focused ? 60 : 44),
      isWanted: at === this.focused,
    }));
    const most = Math.round((this.plot.size.width * this.plot.size.height) / 9000);
    const discs = seen
      .filter((at) => this.focused === null || at === this.focused || this.near.has(at))
      .map((at) => ({ at, x: this.px[at], y: this.py[at], r: this.radius(this.r[at]) }));
    const { width } = this.plot.size;
    const kept = [{ x: width - BUTTONS.wide, y: 0, w: BUTTONS.wide, h: BUTTONS.tall }];
    const measure = (text) => this.width(context, text);
    this.names = labels(nodes, discs, measure, { most, within: this.plot.size, kept });
    context.lineJoin = "round";
    for (const name of this.names) {
      context.lineWidth = 3;
      context.strokeStyle = look.paper;
      context.strokeText(name.text, name.x, name.y + 11);
      context.fillStyle = look.ink;
      context.fillText(name.text, name.x, name.y + 11);
    }
  }

  width(context, text) {
    if (!this.widths.has(text)) this.widths.set(text, context.measureText(text).width);
    return this.widths.get(text);
  }
}
