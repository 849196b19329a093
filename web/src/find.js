// What the search found.
import { h, said, cut } from "./dom.js";
import { format } from "./route.js";
import { count, lower } from "./words.js";

export function find(model, route) {
  const text = route.query.get("q") ?? "";
  const found = model.find(text, 200);
  const told = `${count(found.length, "node")} found for ${cut(text, 60)}`;
  return {
    title: "Search",
    told,
    element: h(
      "section",
      { class: "page" },
      h("h1", { tabindex: "-1" }, "Search"),
      h(
        "p",
        { class: "lead" },
        found.length === 200 ? "The best 200 for " : `${count(found.length, "node")} for `,
        h("q", {}, said(cut(text, 80))),
      ),
      !found.length &&
        h(
          "p",
          {},
          "Search by parts of a name or id, a class, a country that acted, a month or a day: ",
          ["tariff april 2025", "blacklisting china 2025-04"].map((one, i) => [
            i ? ", " : "",
            h("a", { href: format("find", "", { q: one }) }, one),
          ]),
          ". This page may hold a part of the graph only.",
        ),
      h(
        "ul",
        { class: "found" },
        found.map((at) =>
          h(
            "li",
            {},
            h("a", { href: model.href(at) }, said(cut(model.names[at], 140))),
            h(
              "span",
              { class: "soft" },
              ` ${[lower(model.classes[at]), model.announced(at)].filter(Boolean).join(", ")}`,
            ),
          ),
        ),
      ),
    ),
  };
}
