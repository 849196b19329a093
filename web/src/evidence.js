// The words behind an edge, and where they stand; words of this project are never shown as a source's.
import { h, said, source } from "./dom.js";
import { basisWords, count } from "./words.js";

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
    words &&
      h(
        "p",
        { class: isOwn ? "own" : "quoted" },
        isOwn ? (/^[{[]/.test(words) ? h("code", {}, said(words)) : said(words)) : h("q", {}, said(words)),
      ),
    why(get),
    h("p", { class: "soft" }, where, where && " · ", facts.filter(Boolean).join(" · ")),
  ];
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
