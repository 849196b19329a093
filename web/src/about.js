// The page of one event or entity: what is known of it, every edge with its words and source, every claim.
import { h, said, source, cut, clean } from "./dom.js";
import { table } from "./table.js";
import { claimColumns, edgeColumns } from "./about_tables.js";
import { count, lower, plain, propertyWords, relationRank } from "./words.js";

// what stands elsewhere on the page
const NOT_LISTED = new Set(
  (
    "id name date announced effective names names_zh aliases abbreviations merged_from citation citation_url " +
    "checked checked_on"
  ).split(" "),
);

export function about(model, route) {
  const at = model.byId.get(route.id);
  if (at === undefined) return absent(model, route);
  const edges = inOrder(model, at);
  const claims = claimsBehind(model, at, edges);
  const name = cut(model.names[at], 160);
  const element = h(
    "article",
    { class: "page about" },
    h(
      "p",
      { class: "kind" },
      h("span", { class: "dot", "data-colour": model.colour(at) }),
      lower(model.classes[at]),
      model.dates[at] && ` · ${when(model, at)}`,
      model.isUnchecked(at) && " · not yet compared with its source",
    ),
    h("h1", { tabindex: "-1" }, said(name)),
    summary(model, at),
    h(
      "p",
      { class: "ways" },
      h("a", { href: `#/graph?focus=${encodeURIComponent(model.ids[at])}` }, "Show in the graph"),
      model.isEvent(at) &&
        answers(model, edges) &&
        h("a", { href: `#/chains/${encodeURIComponent(model.ids[at])}` }, "Show its chain"),
      h("span", { class: "soft" }, "id ", h("code", {}, clean(cut(model.ids[at], 200)))),
    ),
    properties(model, at),
    table(edgeColumns(model, at), edges, { caption: "Edges, with their words", file: `edges-${model.ids[at]}` }),
    table(claimColumns(model), claims, { caption: "Claims", file: `claims-${model.ids[at]}` }),
  );
  element.querySelectorAll("[data-colour]").forEach((dot) => {
    dot.style.setProperty("--class", dot.dataset.colour);
  });
  return {
    title: cut(name, 60),
    element,
    told: `${cut(name, 100)}: ${count(edges.length, "edge")}, ${count(claims.length, "claim")}`,
  };
}

function absent(model, route) {
  const near = model.find(route.id, 10);
  return {
    title: "Not in this page",
    element: h(
      "section",
      { class: "page" },
      h("h1", { tabindex: "-1" }, "Not in this page"),
      h(
        "p",
        {},
        "Nothing here has the id ",
        h("code", {}, clean(cut(route.id, 200))),
        "; this page may be of a part of the graph.",
      ),
      near.length
        ? h(
            "ul",
            {},
            near.map((one) => h("li", {}, h("a", { href: model.href(one) }, said(cut(model.names[one], 140))))),
          )
        : null,
    ),
  };
}

function when(model, at) {
  const told = ["announced", "effective", "ended"].flatMap((name) =>
    model.node(at, name) ? [`${name} ${model.node(at, name)}`] : [],
  );
  return told.join(", ") || model.dates[at];
}

function summary(model, at) {
  const names = [
    ...new Set(["names", "names_zh", "aliases", "abbreviations"].flatMap((one) => model.node(at, one) ?? [])),
  ].filter((one) => one !== model.names[at]);
  const citation = source(model.node(at, "citation"), model.node(at, "citation_url"));
  const whole =
    model.names[at].length > 160
      ? h("details", {}, h("summary", {}, "The whole name"), h("p", {}, said(model.names[at])))
      : null;
  return [
    whole,
    names.length
      ? h(
          "p",
          {},
          "Also: ",
          names.slice(0, 30).map((one, i) => [i ? ", " : "", said(cut(one, 160))]),
        )
      : null,
    citation && h("p", {}, "Source: ", citation, checked(model, at)),
  ];
}

function checked(model, at) {
  const words = {
    opened: "compared with the source itself",
    secondary: "compared with another account of it",
    unchecked: "not yet compared with it",
  }[model.node(at, "checked")];
  return words ? h("span", { class: "soft" }, ` (${words})`) : null;
}

function properties(model, at) {
  const rows = Object.entries(model.properties("nodes", at)).filter(([name]) => !NOT_LISTED.has(name));
  return rows.length
    ? h(
        "dl",
        { class: "properties" },
        rows.map(([name, value]) =>
          h("div", {}, h("dt", {}, propertyWords(name)), h("dd", {}, said(cut(told(model, name, value), 600)))),
        ),
      )
    : null;
}

/** Countries by name, the rest as it is. */
function told(model, name, value) {
  if (!/^(country|countries|\w+_countries)$/.test(name)) return plain(value);
  return [value]
    .flat()
    .map((code) => model.country(code))
    .join(", ");
}

function answers(model, edges) {
  return edges.some((edge) => ["RESPONDS_TO", "CARRIES_OUT", "CHANGES"].includes(model.relations[edge]));
}

function inOrder(model, at) {
  const rank = (edge) => relationRank(model.relations[edge]);
  return [...model.incident[at]].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      model.relations[a].localeCompare(model.relations[b]) ||
      day(model, a, at).localeCompare(day(model, b, at)) ||
      a - b,
  );
}

function day(model, edge, at) {
  return String(model.edge(edge, "valid_from") ?? model.announced(model.other(edge, at)));
}

function claimsBehind(model, at, edges) {
  const found = new Set(model.claimsOf[at]);
  for (const edge of edges) model.content.edges.claims[edge].forEach((one) => found.add(one));
  return [...found];
}
