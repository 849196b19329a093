// The tables on a page of an event or entity: its edges with their words, and the claims behind them.
import { h, said, source, cut } from "./dom.js";
import { evidence } from "./evidence.js";
import { basisWords, lagWords, lower, plain, relationWords } from "./words.js";

// what says where an edge comes from rather than what it says
const PROOF = new Set(
  (
    "basis basis_text claims confidence known_from modality published quote source_name source_url sources citation " +
    "features rule chance sure_source valid_from valid_to"
  ).split(" "),
);
// whose values read well without their names
const PLAIN = new Set("kind role state action reason".split(" "));

export function edgeColumns(model, at) {
  const relation = (edge) => relationWords(model.relations[edge], model.source[edge] === at);
  const other = (edge) => model.other(edge, at);
  return [
    { name: "Relation", kind: "narrow", text: relation },
    {
      name: "With",
      text: (edge) => model.names[other(edge)],
      cell: (edge) => [
        h("a", { href: model.href(other(edge)) }, said(cut(model.names[other(edge)], 140))),
        h("span", { class: "soft" }, ` ${lower(model.classes[other(edge)])}`),
      ],
    },
    { name: "When", kind: "day", text: (edge) => interval(model, edge, at) },
    { name: "How", text: (edge) => how(model, edge) },
    {
      name: "Words and source",
      kind: "words",
      text: (edge) => model.edge(edge, "quote") ?? model.edge(edge, "basis_text") ?? "",
      cell: (edge) => evidence(model, edge),
    },
    { name: "Source", kind: "unshown", text: (edge) => model.edge(edge, "source_name") ?? "" },
    { name: "Address", kind: "unshown", text: (edge) => model.edge(edge, "source_url") ?? "" },
    { name: "Id", kind: "unshown", text: (edge) => model.ids[other(edge)] },
  ];
}

function interval(model, edge, at) {
  const [from, to] = [model.edge(edge, "valid_from"), model.edge(edge, "valid_to")];
  if (from || to) return to ? `${from ?? "…"} – ${to}` : from;
  return model.dates[model.other(edge, at)] || "";
}

/** The edge's own properties in words: kind of an answer, lag, role, state, rate. */
function how(model, edge) {
  const told = Object.entries(model.properties("edges", edge)).filter(([name]) => !PROOF.has(name));
  return told
    .map(([name, value]) => {
      if (name === "lag_days") return lagWords(value);
      if (name === "probability") return `${value} % probable`;
      return PLAIN.has(name) ? plain(value).replaceAll("_", " ") : `${lower(name)} ${plain(value)}`;
    })
    .join(", ");
}

export function claimColumns(model) {
  const { claims } = model.content;
  const text = (name) => (claim) => model.claim(claim, name) ?? "";
  const object = (claim) => {
    const value = text("object")(claim);
    const node = model.byId.get(value);
    return node === undefined ? value : model.names[node];
  };
  const subject = (claim) => (claims.subject[claim] < 0 ? "" : model.names[claims.subject[claim]]);
  const linked = (name, at) =>
    at === undefined || at < 0 ? said(cut(name, 300)) : h("a", { href: model.href(at) }, said(cut(name, 140)));
  return [
    {
      name: "Claim",
      kind: "narrow",
      text: (claim) => claims.id[claim],
      cell: (claim) => h("code", {}, claims.id[claim]),
    },
    { name: "Of", text: subject, cell: (claim) => linked(subject(claim), claims.subject[claim]) },
    { name: "Says", kind: "narrow", text: (claim) => lower(text("predicate")(claim)) },
    { name: "What", text: object, cell: (claim) => linked(object(claim), model.byId.get(text("object")(claim))) },
    {
      name: "Words",
      kind: "words",
      text: (claim) => model.claim(claim, "quote") ?? text("object")(claim),
      cell: (claim) => h("q", {}, said(model.claim(claim, "quote") ?? text("object")(claim))),
    },
    {
      name: "Document",
      text: (claim) => text("heading")(claim) || text("document")(claim),
      cell: (claim) => source(text("heading")(claim) || text("document")(claim), text("url")(claim)) ?? "",
    },
    { name: "Known from", kind: "day", text: (claim) => text("known_from")(claim) },
    { name: "Basis", text: (claim) => basisWords(text("basis")(claim)) },
    {
      name: "Method",
      text: (claim) => (text("method")(claim) ? `${text("method")(claim)}, ${plain(text("confidence")(claim))} %` : ""),
    },
  ];
}
