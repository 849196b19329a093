// All dated events: lanes of actors above, a brush over the months below, and the same as a table.
import { announce, cut, h, said, source } from "./dom.js";
import { classBoxes, countBy, dayFields, fromQuery, toQuery } from "./filters.js";
import { remember } from "./route.js";
import { table } from "./table.js";
import { Months } from "./timeline_months.js";
import { TimelinePlot } from "./timeline_plot.js";
import { count, lower } from "./words.js";

export function timeline(model, route) {
  if (!model.events.length) return none();
  const view = new Timeline(model, fromQuery(model, route.query));
  const told = `Timeline of ${count(model.events.length, "event")}`;
  return { title: "Timeline", element: view.element, told, mounted: () => view.mounted() };
}

function none() {
  const heading = h("h1", { tabindex: "-1" }, "Timeline");
  return {
    title: "Timeline",
    element: h("section", { class: "page" }, heading, h("p", {}, "This page holds no dated event.")),
  };
}

class Timeline {
  constructor(model, state) {
    Object.assign(this, { model, state });
    this.plot = new TimelinePlot(model);
    this.months = new Months(model, this.plot.reach, (from, to, isOver) => this.chosen(from, to, isOver));
    this.fields = dayFields(state, () => this.changed());
    this.told = h("p", { class: "lead", role: "status" });
    this.table = table(columns(model), [], { caption: "Events", file: "timeline" });
    const body = h("div", { class: "body" }, this.plot.element, this.months.element);
    this.element = h("section", { class: "wide sided" }, this.side(), body, this.table);
  }

  side() {
    const { model, state } = this;
    const everything = () => {
      Object.assign(state, { from: "", to: "" });
      this.changed();
    };
    return h(
      "div",
      { class: "side" },
      h("h1", { tabindex: "-1" }, "Timeline"),
      this.told,
      h("p", {}, h("b", {}, "Announced "), this.fields),
      h("p", {}, h("button", { type: "button", class: "small", click: everything }, "All days")),
      classBoxes(countBy(model.events.map((at) => model.classes[at])), model, state, () => this.changed()),
    );
  }

  mounted() {
    this.refresh();
    this.drawMonths();
    const resized = () => {
      this.draw();
      this.drawMonths();
    };
    const repainted = () => this.plot.paint();
    addEventListener("resize", resized);
    addEventListener("themechange", repainted);
    return () => {
      removeEventListener("resize", resized);
      removeEventListener("themechange", repainted);
    };
  }

  refresh() {
    const { model, state } = this;
    this.shown = model.events.filter((at) => {
      const day = model.announced(at);
      const isWithin = (!state.from || day >= state.from) && (!state.to || day <= state.to);
      return isWithin && !state.without.has(model.classes[at]);
    });
    this.told.textContent = `${count(this.shown.length, "event")} of ${model.events.length.toLocaleString("en-GB")}`;
    this.fields.set();
    this.table.update(this.shown);
    this.draw();
  }

  /** By the fields and boxes. */
  changed() {
    this.refresh();
    this.months.show(this.state.from, this.state.to);
    this.keep();
  }

  /** By the brush. */
  chosen(from, to, isOver) {
    Object.assign(this.state, { from, to });
    this.refresh();
    if (isOver) this.keep();
  }

  keep() {
    remember("timeline", "", toQuery(this.state));
    announce(this.told.textContent);
  }

  draw() {
    this.plot.draw(this.shown, this.state.from, this.state.to);
  }

  drawMonths() {
    this.months.draw(this.plot.width, this.state.from, this.state.to);
  }
}

function columns(model) {
  const event = (at) => h("a", { href: model.href(at) }, said(cut(model.names[at], 160)));
  const citation = (at) => source(model.node(at, "citation"), model.node(at, "citation_url")) ?? "";
  return [
    { name: "Announced", kind: "day", text: (at) => model.announced(at) },
    { name: "Who", kind: "narrow", text: (at) => model.actors(at).join("/") },
    { name: "Class", kind: "narrow", text: (at) => lower(model.classes[at]) },
    { name: "Event", text: (at) => model.names[at], cell: event },
    { name: "In force", kind: "day", text: (at) => model.node(at, "effective") ?? "" },
    { name: "Against", kind: "narrow", text: (at) => (model.node(at, "target_countries") ?? []).join(", ") },
    { name: "Source", text: (at) => model.node(at, "citation") ?? "", cell: citation },
    { name: "Id", kind: "unshown", text: (at) => model.ids[at] },
  ];
}
