// The shell: header, search, light and dark, and which view an address shows.
import { h, replace, announce } from "./dom.js";
import { unpack } from "./model.js";
import { chains } from "./chains.js";
import { timeline } from "./timeline.js";
import { graph } from "./graph.js";
import { about } from "./about.js";
import { find } from "./find.js";
import { help } from "./help.js";
import { parse } from "./route.js";

const VIEWS = { chains, timeline, graph, event: about, entity: about, find, help };
const NAV = [
  ["chains", "Chains"],
  ["timeline", "Timeline"],
  ["graph", "Graph"],
  ["help", "Help"],
];

async function start() {
  const app = document.getElementById("app");
  const model = await unpack();
  const main = h("main", { id: "view", tabindex: "-1" });
  const links = NAV.map(([name, label]) => h("a", { href: `#/${name}` }, label));
  const search = h("input", {
    type: "search",
    id: "search",
    placeholder: "Search: name, kind, month  ( / )",
    "aria-label": "Search names, kinds and months",
    autocomplete: "off",
    spellcheck: "false",
  });
  replace(
    app,
    h(
      "a",
      {
        class: "skip",
        href: "#view",
        click: (event) => {
          event.preventDefault();
          main.focus();
        },
      },
      "Skip to content",
    ),
    h(
      "header",
      { class: "top" },
      h("a", { class: "brand", href: "#/chains" }, "Trade-war explorer"),
      h("nav", { "aria-label": "Views" }, links),
      h(
        "form",
        {
          role: "search",
          submit: (event) => {
            event.preventDefault();
            seek();
          },
        },
        search,
      ),
      themeButton(),
    ),
    main,
    h("footer", {}, model.content.caption, "."),
    h("div", { id: "told", role: "status", "aria-live": "polite", class: "unseen" }),
  );

  let leave = null;
  function seek() {
    if (search.value.trim()) location.hash = `#/find?q=${encodeURIComponent(search.value.trim())}`;
  }
  search.addEventListener("input", () => {
    if (parse(location.hash).view === "find") {
      history.replaceState(null, "", `#/find?q=${encodeURIComponent(search.value)}`);
      show(false);
    } else seek();
  });
  addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
      event.preventDefault();
      search.focus();
    }
  });

  function show(takesFocus) {
    leave?.();
    leave = null;
    const route = parse(location.hash);
    links.forEach((link) => {
      if (link.hash === `#/${route.view}`) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    });
    const drawn = (VIEWS[route.view] ?? missing)(model, route);
    replace(main, drawn.element);
    document.title = `${drawn.title} · Trade-war explorer`;
    leave = drawn.mounted?.() ?? null;
    if (takesFocus) {
      scrollTo(0, 0);
      main.querySelector("h1")?.focus();
    }
    announce(drawn.told ?? drawn.title);
  }
  addEventListener("hashchange", () => show(document.activeElement !== search));
  show(false);
  requestAnimationFrame(() => requestAnimationFrame(() => performance.mark("drawn")));
  document.documentElement.dataset.ready = "yes";
}

function missing(_, route) {
  return {
    title: "No such page",
    element: h(
      "section",
      { class: "page" },
      h("h1", { tabindex: "-1" }, "No such page"),
      h("p", {}, `There is no view “${route.view}”. `, h("a", { href: "#/chains" }, "Go to the chains"), "."),
    ),
  };
}

function themeButton() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
  const button = h("button", {
    type: "button",
    class: "theme",
    click: () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      tell();
    },
  });
  function tell() {
    button.textContent = isDark() ? "☀ Light" : "☾ Dark";
    dispatchEvent(new Event("themechange"));
  }
  dark.addEventListener("change", tell);
  tell();
  return button;
}

start().catch((error) => {
  replace(
    document.getElementById("app"),
    h(
      "p",
      { class: "failed", role: "alert" },
      `This page couldn't be shown: ${error.message}. It needs a browser of 2023 or later.`,
    ),
  );
  throw error;
});
