// The words behind an edge, and where they stand; words of this project are never shown as a source's.
import { h, said, source } from "./dom.js";
import { basisWords, count, lower, plain } from "./words.js";

export function evidence(model, edge) {
  const get = (name) => model.edge(edge, name);
  const isOwn = get("basis") === "bundled";
  const words = (isOwn ? get("basis_text") : null) ?? get("quote") ?? get("reason");
  const where = source(get("source_name") ?? get("citation"), get("source_url"));
  const claims = model.content.edges.claims[edge];
  const facts = [
    isOwn ? "this project's own record" : basisWords(get("basis")),
    get("published") && `published ${get("published")}`,
    get("sources") > 1 && count(get("sources"), "source"),
    claims.length && count(claims.length, "claim"),
  ];
  return [
    words && h("p", { class: isOwn ? "own" : "quoted" }, quoted(model, words, isOwn)),
    why(get),
    h("p", { class: "soft" }, where, where && " · ", facts.filter(Boolean).join(" · ")),
  ];
}

/** A source's words in quotation marks; this project's own without any. */
export function quoted(model, words, isOwn) {
  return isOwn ? said(ownWords(model, words)) : h("q", {}, said(words));
}

/** Words of this project's own record: a row as its fields by name, and names where it holds ids. */
export function ownWords(model, words) {
  const named = (value) => model.names[model.byId.get(value)] ?? plain(value);
  const told = (value) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? fields(value)
      : [value].flat().map(named).join(", ");
  const fields = (row) =>
    Object.entries(row)
      .map(([name, value]) => `${lower(name)}: ${told(value)}`)
      .join("; ");
  return /^\{/.test(words) ? told(parsed(words)) : named(words);
}

/** The row that a text holds, or the text when it was cut short. */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What the model weighed for an inferred link. */
function why(get) {
  if (get("kind") !== "inferred" && !get("features")?.length) return null;
  return h(
    "p",
    { class: "own" },
    `Inferred by ${get("rule") ?? "a rule"}: `,
    (get("features") ?? []).map((one, i) => [i ? ", " : "", one.replaceAll("_", " ")]),
  );
}
