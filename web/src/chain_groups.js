// Which events make a chain: the members of an episode, or all that answers joins beyond the episodes.

const BESIDE = new Set(["CHANGES", "CARRIES_OUT"]);

/** Chains with at least two events: {id, name, events, from, to}, the largest first. */
export function groups(model) {
  const found = [];
  const told = new Set();
  for (let at = 0; at < model.size; at++) {
    if (model.classes[at] !== "Episode") continue;
    const events = model.incident[at]
      .filter((edge) => model.relations[edge] === "IN_EPISODE")
      .map((edge) => model.source[edge]);
    if (events.length > 1) found.push(group(model, model.ids[at], events));
    events.forEach((one) => told.add(one));
  }
  for (const events of components(model, told)) found.push(group(model, model.ids[events[0]], events));
  return found.sort((a, b) => b.events.length - a.events.length || a.from.localeCompare(b.from));
}

/** The chain of one event: what it answers and what answers it, in any number of steps. */
export function chainOf(model, root) {
  const found = new Set([root]);
  for (const isDown of [true, false]) {
    const edge = [root];
    const seen = new Set(edge);
    while (edge.length) {
      const at = edge.pop();
      for (const one of model.incident[at]) {
        const near = model.other(one, at);
        if (model.relations[one] !== "RESPONDS_TO" || (model.target[one] === at) !== isDown || seen.has(near)) continue;
        seen.add(near);
        found.add(near);
        edge.push(near);
      }
    }
  }
  return group(model, model.ids[root], [...found]);
}

/** The links among events of a chain, and those to what changed or carried out one of them. */
export function links(model, events, options) {
  const within = new Set(events);
  const found = new Set();
  for (const at of events) {
    for (const edge of model.incident[at]) {
      const relation = model.relations[edge];
      const isWithin = within.has(model.source[edge]) && within.has(model.target[edge]);
      if (
        relation === "RESPONDS_TO"
          ? isWithin && (options.inferred || model.edge(edge, "kind") !== "inferred")
          : BESIDE.has(relation) &&
            (isWithin || (options.beside && (model.target[edge] === at || relation === "CARRIES_OUT")))
      )
        found.add(edge);
    }
  }
  return surest(model, [...found]).filter((edge) =>
    [model.source[edge], model.target[edge]].every(
      (at) => model.announced(at) && (options.unchecked || !model.isUnchecked(at)),
    ),
  );
}

/** Of several links between the same two events the one that is best founded. */
function surest(model, edges) {
  const rank = (edge) => ["stated", "reported", "inferred"].indexOf(model.edge(edge, "kind") ?? "stated");
  const found = new Map();
  for (const edge of edges.sort((a, b) => rank(a) - rank(b) || a - b)) {
    const pair = `${model.source[edge]} ${model.target[edge]}`;
    if (!found.has(pair)) found.set(pair, edge);
  }
  return [...found.values()];
}

function components(model, told) {
  const found = [];
  const seen = new Set(told);
  for (const start of model.events) {
    if (seen.has(start)) continue;
    const events = [];
    const edge = [start];
    seen.add(start);
    while (edge.length) {
      const at = edge.pop();
      events.push(at);
      for (const one of model.incident[at]) {
        const near = model.other(one, at);
        if (model.relations[one] === "RESPONDS_TO" && !seen.has(near)) {
          seen.add(near);
          edge.push(near);
        }
      }
    }
    if (events.length > 1)
      found.push(events.sort((a, b) => model.announced(a).localeCompare(model.announced(b)) || a - b));
  }
  return found;
}

function group(model, id, events) {
  const dated = events.filter((at) => model.announced(at));
  dated.sort((a, b) => model.announced(a).localeCompare(model.announced(b)) || a - b);
  const days = dated.map((at) => model.announced(at));
  return {
    id,
    events: dated,
    name: dated.length ? model.names[dated[0]] : id,
    from: days[0] ?? "",
    to: days.at(-1) ?? "",
  };
}
