// The tables on a page of an event or entity: its edges with their words, and the claims behind them.
import { h, said, source, cut } from "./dom.js";
import { evidence, ownWords, quoted } from "./evidence.js";
import { basisWords, lagWords, lower, plain, propertyWords, relationWords } from "./words.js";

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
  const isLoop = (edge) => model.source[edge] === model.target[edge];
  const span = (edge) => interval(model, edge, at);
  return [
    { name: "Relation", kind: "narrow", text: relation },
    {
      name: "With",
      text: (edge) => model.names[other(edge)],
      cell: (edge) => (isLoop(edge) ? "the whole of it" : linked(model, other(edge))),
    },
    { name: "When", kind: "day", text: (edge) => span(edge).join(" – "), cell: (edge) => days(span(edge)) },
    { name: "How", kind: "how", text: (edge) => how(model, edge) },
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

function linked(model, at) {
  return [
    h("a", { href: model.href(at) }, said(cut(model.names[at], 140))),
    h("span", { class: "soft" }, ` ${lower(model.classes[at])}`),
  ];
}

/** The first day, and the last one where there is one; else when the other was announced, as the lag counts. */
function interval(model, edge, at) {
  const [from, to] = [model.edge(edge, "valid_from"), model.edge(edge, "valid_to")];
  if (from || to) return to ? [from ?? "…", to] : [from];
  return [model.announced(model.other(edge, at))];
}

/** Days that break between each other and not within. */
function days(span) {
  return span.map((day, i) => [i ? " – " : "", h("span", {}, day)]);
}

/** The edge's own properties in words: kind of an answer, lag, role, state, rate. */
function how(model, edge) {
  const told = Object.entries(model.properties("edges", edge)).filter(([name]) => !PROOF.has(name));
  return told
    .map(([name, value]) => {
      if (name === "lag_days") return lagWords(value);
      if (name === "probability") return `${value} % probable`;
      if (name === "rate_pct") return `${plain(value)} %`;
      return PLAIN.has(name) ? plain(value).replaceAll("_", " ") : `${propertyWords(name)} ${plain(value)}`;
    })
    .join(", ");
}

export function claimColumns(model) {
  const { claims } = model.content;
  const text = (name) => (claim) => model.claim(claim, name) ?? "";
  const subject = (claim) => (claims.subject[claim] < 0 ? "" : model.names[claims.subject[claim]]);
  const object = (claim) => model.names[model.byId.get(text("object")(claim))] ?? text("object")(claim);
  const words = (claim) => model.claim(claim, "quote") ?? text("object")(claim);
  const heading = (claim) => text("heading")(claim) || text("document")(claim);
  const method = (claim) =>
    text("method")(claim) ? `${text("method")(claim)}, ${plain(text("confidence")(claim))} %` : "";
  const isOwn = (claim) => text("basis")(claim) === "bundled";
  return [
    {
      name: "Claim",
      kind: "narrow",
      text: (claim) => claims.id[claim],
      cell: (claim) => h("code", {}, claims.id[claim]),
    },
    {
      name: "Says",
      text: (claim) => [subject(claim), lower(text("predicate")(claim)), ownWords(model, object(claim))].join(" · "),
      cell: (claim) => [
        term(model, subject(claim), claims.subject[claim]),
        h("span", { class: "soft" }, ` ${lower(text("predicate")(claim))} `),
        term(model, ownWords(model, plain(object(claim))), model.byId.get(text("object")(claim))),
      ],
    },
    { name: "Words", kind: "words", text: words, cell: (claim) => quoted(model, plain(words(claim)), isOwn(claim)) },
    {
      name: "Document",
      text: heading,
      cell: (claim) => [
        h("p", {}, source(heading(claim), text("url")(claim)) ?? ""),
        h("p", { class: "soft" }, [basisWords(text("basis")(claim)), method(claim)].filter(Boolean).join(" · ")),
      ],
    },
    { name: "Known from", kind: "day", text: text("known_from") },
    { name: "Of", kind: "unshown", text: subject },
    { name: "Relation", kind: "unshown", text: text("predicate") },
    { name: "What", kind: "unshown", text: object },
    { name: "Basis", kind: "unshown", text: (claim) => basisWords(text("basis")(claim)) },
    { name: "Method", kind: "unshown", text: method },
  ];
}

function term(model, name, at) {
  return at === undefined || at < 0 ? said(cut(name, 300)) : h("a", { href: model.href(at) }, said(cut(name, 140)));
}
