// The landing view: who answered whom, on a time axis with a lane for each actor.
import { h, replace, said, cut, announce } from "./dom.js";
import { table } from "./table.js";
import { chainOf, groups, links } from "./chain_groups.js";
import { drawing, linkClass, linkWords } from "./chain_drawing.js";
import { evidence } from "./evidence.js";
import { remember } from "./route.js";
import { count } from "./words.js";

export function chains(model, route) {
  const all = groups(model);
  if (!all.length && model.byId.get(route.id) === undefined) return none(model);
  const root = model.byId.get(route.id);
  const chosen =
    all.find((one) => one.id === route.id) ??
    (root !== undefined && model.isEvent(root) ? chainOf(model, root) : all[0]);
  if (!chosen?.events.length) return none(model);
  const options = fromQuery(route.query);
  const figure = h("div", {
    class: "figure",
    tabindex: "0",
    role: "region",
    "aria-label": "Picture of the chain, can be scrolled",
  });
  const told = h("p", { class: "lead" });
  const tabled = table(columns(model), [], { caption: "Links of this chain", file: `chain-${chosen.id}` });

  function draw() {
    const edges = links(model, chosen.events, options);
    const events = within(model, chosen.events, edges, options);
    const counts = `${count(events.length, "event")} and ${count(edges.length, "link")}`;
    const drawn = events.length ? drawing(model, events, edges, figure.clientWidth || 1000) : null;
    const bent = drawn?.isBent ? " Quiet stretches of the time axis are shortened." : "";
    told.textContent = `${counts}, ${chosen.from} to ${chosen.to}.${bent}`;
    const empty = h("p", { class: "none" }, "Nothing of this chain is left: choose what is shown above.");
    replace(figure, drawn?.elements ?? empty);
    tabled.update(inTime(model, edges));
  }
  const element = h(
    "section",
    { class: "wide chains" },
    h("div", { class: "bar" }, h("h1", { tabindex: "-1" }, "Who answered whom"), picker(model, all, chosen)),
    h(
      "div",
      { class: "bar" },
      told,
      legend(),
      choices(options, () => {
        draw();
        remember("chains", route.id, toQuery(options));
        announce(told.textContent);
      }),
    ),
    figure,
    tabled,
  );
  return {
    title: "Chains",
    element,
    told: `Chain of ${count(chosen.events.length, "event")}`,
    mounted: () => {
      draw();
      const again = () => draw();
      addEventListener("resize", again);
      return () => removeEventListener("resize", again);
    },
  };
}

const USUAL = { inferred: true, beside: false, unchecked: true };

/** What is shown, from an address that names what differs from the usual. */
function fromQuery(query) {
  const named = (name) => new Set((query.get(name) ?? "").split(","));
  const [shown, hidden] = [named("with"), named("without")];
  return Object.fromEntries(
    Object.entries(USUAL).map(([name, is]) => [name, is ? !hidden.has(name) : shown.has(name)]),
  );
}

function toQuery(options) {
  const differing = (is) => Object.keys(USUAL).filter((name) => options[name] === is && USUAL[name] !== is);
  return { with: differing(true).join(","), without: differing(false).join(",") };
}

function none(model) {
  return {
    title: "Chains",
    element: h(
      "section",
      { class: "page" },
      h("h1", { tabindex: "-1" }, "Who answered whom"),
      h(
        "p",
        {},
        model.size ? "No event here answers another one; look at the " : "This page holds no node. ",
        model.size
          ? [h("a", { href: "#/timeline" }, "timeline"), " or the ", h("a", { href: "#/graph" }, "graph"), "."]
          : null,
      ),
    ),
  };
}

function within(model, members, edges, options) {
  const found = new Set(members.filter((at) => options.unchecked || !model.isUnchecked(at)));
  edges.forEach((edge) => {
    found.add(model.source[edge]);
    found.add(model.target[edge]);
  });
  return [...found].sort((a, b) => model.announced(a).localeCompare(model.announced(b)) || a - b);
}

function inTime(model, edges) {
  const day = (edge) => model.announced(model.source[edge]);
  return [...edges].sort((a, b) => day(a).localeCompare(day(b)) || a - b);
}

function picker(model, all, chosen) {
  const listed = all.some((one) => one.id === chosen.id) ? all : [chosen, ...all];
  const inOrder = [...listed].sort((a, b) => a.from.localeCompare(b.from));
  const label = (one) => `${one.from} · ${count(one.events.length, "event")} · ${cut(one.name, 74)}`;
  return h(
    "label",
    { class: "pick" },
    "Chain ",
    h(
      "select",
      {
        change: (event) => {
          location.hash = `#/chains/${encodeURIComponent(event.target.value)}`;
        },
      },
      inOrder.map((one) => h("option", { value: one.id, selected: one.id === chosen.id }, label(one))),
    ),
  );
}

function choices(options, change) {
  return h(
    "fieldset",
    { class: "choices" },
    h("legend", { class: "unseen" }, "What is shown"),
    [
      ["inferred", "inferred links"],
      ["beside", "what was changed or carried out"],
      ["unchecked", "unchecked events"],
    ].map(([name, words]) =>
      h(
        "label",
        {},
        h("input", {
          type: "checkbox",
          checked: options[name],
          change: (event) => {
            options[name] = event.target.checked;
            change();
          },
        }),
        " ",
        words,
      ),
    ),
  );
}

function legend() {
  const line = (kind, words) =>
    h(
      "span",
      { class: "key" },
      h(
        "svg",
        { width: 30, height: 10, "aria-hidden": "true" },
        h("line", { x1: 1, y1: 5, x2: 29, y2: 5, class: `arrow ${kind}` }),
      ),
      ` ${words}`,
    );
  return h(
    "p",
    { class: "legend" },
    line("answer", "stated or reported"),
    line("inferred", "inferred"),
    line("change", "changed, carried out"),
    h(
      "span",
      { class: "key" },
      h(
        "svg",
        { width: 14, height: 12, "aria-hidden": "true" },
        h("circle", { cx: 7, cy: 6, r: 4.5, class: "event hollow sample" }),
      ),
      " unchecked",
    ),
    h("span", { class: "soft" }, "the lag in days stands on the arrow"),
  );
}

function columns(model) {
  const named = (at) => h("a", { href: model.href(at) }, said(cut(model.names[at], 140)));
  const [later, earlier] = [(edge) => model.source[edge], (edge) => model.target[edge]];
  return [
    { name: "When", kind: "day", text: (edge) => model.announced(later(edge)) },
    { name: "Who", kind: "narrow", text: (edge) => model.actors(later(edge)).join("/") },
    { name: "What", text: (edge) => model.names[later(edge)], cell: (edge) => named(later(edge)) },
    {
      name: "Link",
      kind: "how",
      text: (edge) => linkWords(model, edge),
      cell: (edge) => h("span", { class: `link ${linkClass(model, edge)}` }, linkWords(model, edge)),
    },
    { name: "To", text: (edge) => model.names[earlier(edge)], cell: (edge) => named(earlier(edge)) },
    {
      name: "Words and source",
      kind: "words",
      text: (edge) => model.edge(edge, "basis_text") ?? model.edge(edge, "quote") ?? "",
      cell: (edge) => evidence(model, edge),
    },
    { name: "Source", kind: "unshown", text: (edge) => model.edge(edge, "source_name") ?? "" },
    { name: "Address", kind: "unshown", text: (edge) => model.edge(edge, "source_url") ?? "" },
  ];
}
