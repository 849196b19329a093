// The picture of a chain: solid arrows are stated or reported, dashed inferred, grey ones changes; hollow is unchecked.
import { axisTop } from "d3-axis";
import { select } from "d3-selection";
import { h, cut, clean } from "./dom.js";
import { LABEL, LINE, plan } from "./chain_plan.js";
import { dayTicks } from "./ticks.js";
import { days, lagWords, relationWords } from "./words.js";

/** The picture, and the actors' names, which stay in sight when it is scrolled. */
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
  const taken = [...made.places.values()].map((place) => ({ x: place.x - 8, y: place.y - 24, w: LABEL + 24, h: 48 }));
  const lags = h("g", { class: "lags", "aria-hidden": "true" });
  svg.append(
    h(
      "g",
      { class: "arrows" },
      edges.map((edge) => arrow(model, made, edge, taken, lags)),
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
  return [names, svg];
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
  const [begin, end] = made.time.range();
  const ticks = dayTicks(made.time, Math.floor((end - begin) / 120));
  select(axis).call(
    axisTop(made.time)
      .tickValues(ticks.values)
      .tickFormat(ticks.format)
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

function arrow(model, made, edge, taken, lags) {
  const kind = linkClass(model, edge);
  const curve = curved(made.places.get(model.target[edge]), made.places.get(model.source[edge]));
  const lagDays = lag(model, edge);
  const chance = model.edge(edge, "probability");
  const label = (lagDays === null ? "?" : `${lagDays} d`) + (kind === "inferred" && chance ? ` ${chance} %` : "");
  const place = free(curve, label.length * 6.2 + 4, taken);
  if (place) lags.append(h("text", { x: place.x, y: place.y, class: `lag ${kind}`, dy: "0.35em" }, label));
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

/**
 * A curve (cubic, four points) from the earlier marker to the later one: it leaves downwards or upwards, since to the
 * right there is the label, and arrives from the left, where there is room. In one row it goes over the label.
 */
function curved(from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  if (Math.abs(dy) < 20) {
    const top = from.y - 44;
    return [
      { x: from.x + 3, y: from.y - 8 },
      { x: from.x + 8, y: top },
      { x: to.x - 8, y: top },
      { x: to.x - 3, y: to.y - 9 },
    ];
  }
  const away = dy > 0 ? 8 : -8;
  return [
    { x: from.x, y: from.y + away },
    { x: from.x + Math.min(0, dx) - 4, y: from.y + dy * 0.75 },
    { x: to.x - Math.max(34, dx * 0.3), y: to.y },
    { x: to.x - 10, y: to.y },
  ];
}

function path(curve) {
  const [start, ...rest] = curve.map((point) => `${point.x.toFixed(1)},${point.y.toFixed(1)}`);
  return `M${start} C${rest.join(" ")}`;
}

/** The point of a cubic curve at t, 0 to 1. */
function along(curve, t) {
  const weights = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t ** 2 * (1 - t), t ** 3];
  return {
    x: curve.reduce((sum, one, i) => sum + weights[i] * one.x, 0),
    y: curve.reduce((sum, one, i) => sum + weights[i] * one.y, 0),
  };
}

/** A place on the curve where a text of this width covers no label and no other lag; none when there is none. */
function free(curve, width, taken) {
  for (const t of [0.5, 0.6, 0.4, 0.7, 0.3, 0.8, 0.2, 0.9]) {
    const { x, y } = along(curve, t);
    const box = { x: x - width / 2, y: y - 7, w: width, h: 14 };
    if (
      taken.some(
        (one) => box.x < one.x + one.w && one.x < box.x + box.w && box.y < one.y + one.h && one.y < box.y + box.h,
      )
    )
      continue;
    taken.push(box);
    return { x, y };
  }
  return null;
}

function marker(model, place, at) {
  const hollow = model.isUnchecked(at);
  const circle = h("circle", { cx: place.x, cy: place.y, r: 6.5, class: hollow ? "event hollow" : "event" });
  circle.style.setProperty(hollow ? "stroke" : "fill", model.colour(at));
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
      place.lines.map((line, i) => h("tspan", { x: place.x + 12, y: top + i * LINE, dy: "0.35em" }, line)),
    ),
  );
}
