// The picture of a chain: solid arrows are stated or reported, dashed inferred, grey ones changes; hollow is unchecked.
import { axisTop } from "d3-axis";
import { select } from "d3-selection";
import { h, cut, clean } from "./dom.js";
import { path, place, route } from "./chain_arrows.js";
import { LABEL_FROM, LINE, plan } from "./chain_plan.js";
import { days, lagWords, relationWords } from "./words.js";

/** The picture with the actors' names, which stay in sight when it is scrolled; and whether its time axis is bent. */
export function drawing(model, events, edges, width) {
  const made = plan(model, events, width);
  const svg = h("svg", {
    class: "chain",
    width: made.width,
    height: made.height,
    viewBox: `0 0 ${made.width} ${made.height}`,
    role: "group",
    "aria-label": `Chain of ${events.length} events in lanes of actors; the table below says the same`,
  });
  svg.append(
    h(
      "defs",
      {},
      ["answer", "inferred", "change"].map((kind) =>
        h(
          "marker",
          {
            id: `tip-${kind}`,
            viewBox: "0 0 8 8",
            refX: 7,
            refY: 4,
            markerWidth: 7,
            markerHeight: 7,
            orient: "auto",
            class: `tip ${kind}`,
          },
          h("path", { d: "M0,0.5 L8,4 L0,7.5 z" }),
        ),
      ),
    ),
  );
  lanes(svg, made);
  const boxes = [...made.places.values()].flatMap((place) => place.boxes);
  const taken = [...boxes];
  const lags = h("g", { class: "lags", "aria-hidden": "true" });
  svg.append(
    h(
      "g",
      { class: "arrows" },
      edges.map((edge) => arrow(model, made, edge, boxes, taken, lags)),
    ),
  );
  svg.append(
    h(
      "g",
      {},
      events.map((at) => marker(model, made.places.get(at), at)),
    ),
    lags,
  );
  const names = h(
    "div",
    { class: "actors", "aria-hidden": "true" },
    made.lanes.map((lane) => {
      const name = h("b", {}, clean(cut(lane.actor, 6)));
      name.style.top = `${lane.top + 6}px`;
      return name;
    }),
  );
  return { elements: [names, svg], isBent: made.isBent };
}

function lanes(svg, made) {
  svg.append(
    h(
      "g",
      { class: "lanes" },
      made.lanes.map((lane, at) => [
        h("rect", { x: 0, y: lane.top, width: made.width, height: lane.height, class: at % 2 ? "lane odd" : "lane" }),
      ]),
    ),
  );
  const axis = h("g", { class: "axis", transform: "translate(0,30)" });
  svg.append(axis);
  select(axis).call(
    axisTop(made.time)
      .tickValues(made.ticks.values)
      .tickFormat(made.ticks.format)
      .tickSizeInner(-(made.height - 34))
      .tickPadding(6),
  );
}

export function linkClass(model, edge) {
  if (model.relations[edge] !== "RESPONDS_TO") return "change";
  return model.edge(edge, "kind") === "inferred" ? "inferred" : "answer";
}

/** Days from the earlier to the later event. */
export function lag(model, edge) {
  return model.edge(edge, "lag_days") ?? days(model.announced(model.target[edge]), model.announced(model.source[edge]));
}

export function linkWords(model, edge) {
  const sure = [
    model.edge(edge, "kind"),
    model.edge(edge, "probability") && `${model.edge(edge, "probability")} %`,
  ].filter(Boolean);
  const said = `${relationWords(model.relations[edge], true)} ${lagWords(lag(model, edge))}`;
  return [said, ...sure].join(", ");
}

function arrow(model, made, edge, boxes, taken, lags) {
  const kind = linkClass(model, edge);
  const curve = route(made.places.get(model.target[edge]), made.places.get(model.source[edge]), boxes);
  const lagDays = lag(model, edge);
  const chance = model.edge(edge, "probability");
  const label = (lagDays === null ? "?" : `${lagDays} d`) + (kind === "inferred" && chance ? ` ${chance} %` : "");
  const at = place(curve, label, taken);
  if (at) lags.append(h("text", { x: at.x, y: at.y, class: `lag ${kind}`, dy: "0.35em" }, label));
  return h(
    "path",
    {
      d: path(curve),
      class: `arrow ${kind}`,
      "marker-end": `url(#tip-${kind})`,
      "data-later": model.source[edge],
      "data-earlier": model.target[edge],
    },
    h(
      "title",
      {},
      clean(`${model.names[model.source[edge]]} ${linkWords(model, edge)}: ${model.names[model.target[edge]]}`),
    ),
  );
}

function marker(model, place, at) {
  const hollow = model.isUnchecked(at);
  const circle = h("circle", { cx: place.x, cy: place.y, r: 6.5, class: hollow ? "event hollow" : "event" });
  circle.style.setProperty("--class", model.colour(at));
  const top = place.y - ((place.lines.length - 1) * LINE) / 2;
  const actors = model.actors(at).join("/") || "unknown";
  const told = `${model.announced(at)}, ${actors}: ${model.names[at]}${hollow ? " (unchecked)" : ""}`;
  return h(
    "a",
    { xlink: true, href: model.href(at), class: "node", "aria-label": clean(cut(told, 300)), "data-at": at },
    h("title", {}, clean(told)),
    circle,
    h(
      "text",
      { class: "label" },
      place.lines.map((line, i) => h("tspan", { x: place.x + LABEL_FROM, y: top + i * LINE, dy: "0.35em" }, line)),
    ),
  );
}
