// The graph: positions that were worked out before (time to the right, actors in lanes), filters, search and focus.
import { zoom, zoomIdentity } from "d3-zoom";
import { select } from "d3-selection";
import { announce, clean, cut, h, replace } from "./dom.js";
import { canvas, tip } from "./canvas.js";
import { classBoxes, countBy, dayFields, fromQuery, toQuery } from "./filters.js";
import { around, hit } from "./graph_around.js";
import { GraphPicture } from "./graph_picture.js";
import { remember } from "./route.js";
import { count, lower } from "./words.js";

const LABEL =
  "Graph. Arrow keys move, plus and minus zoom, 0 shows all, Enter opens the focus, Escape lets it go; " +
  "the list beside it holds what is around the focus.";
const STEP = 60; // pixels of an arrow key

export function graph(model, route) {
  if (!model.size) return none();
  const focus = model.byId.get(route.query.get("focus") ?? "") ?? null;
  const isAlone = route.query.get("alone") === "yes";
  const view = new Graph(model, { ...fromQuery(model, route.query), focus, isAlone });
  const told = `Graph of ${count(model.size, "node")}`;
  return { title: "Graph", element: view.element, told, mounted: () => view.mounted() };
}

function none() {
  const heading = h("h1", { tabindex: "-1" }, "Graph");
  return { title: "Graph", element: h("section", { class: "page" }, heading, h("p", {}, "This page holds no node.")) };
}

class Graph {
  constructor(model, state) {
    Object.assign(this, { model, state });
    const about = { tabindex: "0", role: "application", "aria-roledescription": "graph", "aria-label": LABEL };
    this.plot = canvas({ class: "plot", ...about });
    this.canvas = select(this.plot.element);
    this.picture = new GraphPicture(model, this.plot);
    this.plot.element.picture = this.picture; // so that a test can ask where names stand
    this.hover = tip();
    this.moves = zoom()
      .scaleExtent([0.005, 12])
      .on("zoom", (event) => {
        this.picture.view = event.transform;
        this.picture.soon();
      });
    this.holder = h("div", { class: "plotted" }, this.plot.element, this.hover.element, this.buttons());
    this.element = h("section", { class: "wide sided graph" }, this.side(), h("div", { class: "body" }, this.holder));
    this.listen();
  }

  buttons() {
    const made = (sign, label, click) => h("button", { type: "button", "aria-label": label, click }, sign);
    const scaled = (by) => () => this.canvas.call(this.moves.scaleBy, by);
    return h(
      "div",
      { class: "zooms" },
      made("+", "Zoom in", scaled(1.5)),
      made("−", "Zoom out", scaled(1 / 1.5)),
      made("⤢", "Show all", () => this.fit()),
    );
  }

  side() {
    const { model, state } = this;
    this.told = h("p", { class: "lead" });
    this.hits = h("ul", { class: "found" });
    this.focused = h("div", { class: "focused" });
    const label = "Find in the graph";
    this.search = h("input", { type: "search", "aria-label": label, placeholder: label, input: () => this.seek() });
    const best = (event) => {
      event.preventDefault();
      const [first] = this.found();
      if (first !== undefined) this.focus(first);
    };
    return h(
      "div",
      { class: "side" },
      h("h1", { tabindex: "-1" }, "Graph"),
      this.told,
      h("form", { role: "search", autocomplete: "off", submit: best }, this.search),
      this.hits,
      this.focused,
      h(
        "p",
        {},
        h("b", {}, "Dated "),
        dayFields(state, () => this.refresh()),
      ),
      this.aloneBox(),
      classBoxes(countBy(model.classes), model, state, () => this.refresh()),
    );
  }

  /** Whether what nothing is joined to is shown too; none where there is no such node, or nothing else. */
  aloneBox() {
    const { alone } = this.picture;
    if (!alone || alone === this.model.size) return null;
    const change = (event) => {
      this.state.isAlone = event.target.checked;
      this.refresh();
    };
    this.alone = h("input", { type: "checkbox", checked: this.state.isAlone, change });
    return h("p", {}, h("label", {}, this.alone, ` with ${count(alone, "node")} that nothing is joined to`));
  }

  isShown(at) {
    const { model, picture, state } = this;
    const isKept = !this.alone || state.isAlone || picture.joined[at] || at === state.focus;
    return isKept && !state.without.has(model.classes[at]) && isWithin(model, at, state);
  }

  mounted() {
    this.size();
    this.canvas.call(this.moves).on("dblclick.zoom", null);
    this.refresh();
    this.fit();
    this.focus(this.state.focus);
    const resized = () => {
      this.size();
      this.picture.draw();
    };
    const repainted = () => this.picture.draw();
    addEventListener("resize", resized);
    addEventListener("themechange", repainted);
    return () => {
      removeEventListener("resize", resized);
      removeEventListener("themechange", repainted);
    };
  }

  size() {
    const { width } = this.holder.getBoundingClientRect();
    this.plot.fit(Math.max(300, width), Math.max(360, Math.min(innerHeight - 70, width * 0.75, 1200)));
  }

  refresh() {
    const { model, picture } = this;
    picture.filter((at) => this.isShown(at));
    const [nodes, edges] = [count(picture.nodes, "node"), count(picture.edges.length, "edge")];
    const whole = `${model.size.toLocaleString("en-GB")} and ${model.edgeCount.toLocaleString("en-GB")}`;
    this.told.textContent = `${nodes} and ${edges} of ${whole}`;
    picture.draw();
    this.keep();
    announce(this.told.textContent);
  }

  keep() {
    const focus = this.state.focus === null ? "" : this.model.ids[this.state.focus];
    remember("graph", "", { ...toQuery(this.state), focus, alone: this.state.isAlone && "yes" });
  }

  found() {
    return this.model.find(this.search.value, 400).filter((at) => this.picture.shown[at]);
  }

  seek() {
    const all = this.found();
    this.picture.marked = new Set(all);
    replace(
      this.hits,
      all.slice(0, 6).map((at) =>
        h(
          "li",
          {},
          hit(this.model, at, (chosen) => this.focus(chosen)),
        ),
      ),
    );
    announce(this.search.value.trim() ? `${count(all.length, "node")} found` : "");
    this.picture.draw();
  }

  /** Take the focus to a node and put it in the middle; null lets it go. */
  focus(at) {
    this.state.focus = at;
    this.picture.focus(at);
    const hint = h("p", { class: "soft" }, "Choose a node to see what is around it.");
    const list = at === null ? hint : around(this.model, this.picture, at, (chosen) => this.focus(chosen));
    replace(this.focused, list);
    if (at !== null) {
      this.centre(at);
      announce(`${cut(this.model.names[at], 100)}, ${count(this.model.incident[at].length, "edge")}`);
    }
    this.picture.draw();
    this.keep();
  }

  centre(at) {
    const { picture } = this;
    const scale = Math.max(picture.view.k, picture.closeness(at));
    const { width, height } = this.plot.size;
    const middle = zoomIdentity.translate(width / 2, height / 2).scale(scale);
    this.canvas.call(this.moves.transform, middle.translate(-picture.x[at], -picture.y[at]));
  }

  fit() {
    this.canvas.call(this.moves.transform, this.picture.whole());
  }

  listen() {
    const { element } = this.plot;
    const under = (event) => this.picture.under(event.offsetX, event.offsetY);
    element.addEventListener("keydown", (event) => this.key(event));
    element.addEventListener("pointermove", (event) => this.pointed(event, under(event)));
    element.addEventListener("pointerleave", () => this.hover.show("", 0, 0, 0));
    element.addEventListener("click", (event) => this.focus(under(event)));
    element.addEventListener("dblclick", (event) => {
      const at = under(event);
      if (at !== null) location.hash = this.model.href(at);
    });
  }

  pointed(event, at) {
    const { model } = this;
    this.plot.element.classList.toggle("on", at !== null);
    const told = at === null ? [] : [clean(cut(model.names[at], 160)), lower(model.classes[at]), model.announced(at)];
    this.hover.show(told.filter(Boolean).join(" · "), event.offsetX, event.offsetY, this.holder.clientWidth);
  }

  key(event) {
    const moved = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    const step = STEP / this.picture.view.k;
    const { focus } = this.state;
    if (moved) this.canvas.call(this.moves.translateBy, moved[0] * step, moved[1] * step);
    else if (event.key === "+" || event.key === "=") this.canvas.call(this.moves.scaleBy, 1.4);
    else if (event.key === "-") this.canvas.call(this.moves.scaleBy, 1 / 1.4);
    else if (event.key === "0") this.fit();
    else if (event.key === "Escape") this.focus(null);
    else if (event.key === "Enter" && focus !== null) location.hash = this.model.href(focus);
    else return;
    event.preventDefault();
  }
}

/** Dated nodes within the days; undated ones stay. */
function isWithin(model, at, state) {
  const day = model.dates[at];
  return !day || ((!state.from || day >= state.from) && (!state.to || day <= state.to));
}
