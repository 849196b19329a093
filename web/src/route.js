// Addresses within the page: #/event/<id>, #/entity/<id>, #/chains/<id>, #/timeline?…, #/graph?focus=…, #/find?q=…

export function parse(hash) {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [view, ...rest] = path.split("/");
  return { view: view || "chains", id: decoded(rest.join("/")), query: new URLSearchParams(query) };
}

/** The address of a view with those of the parameters that say something. */
export function format(view, id, parameters = {}) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value)).toString();
  return `#/${view}${id ? "/" + encodeURIComponent(id) : ""}${query ? "?" + query : ""}`;
}

/** Keep the state in the address without a new step in the history. */
export function remember(view, id, parameters) {
  history.replaceState(null, "", format(view, id, parameters));
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a percent sign of its own
  }
}
