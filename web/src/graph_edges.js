// Which edges the picture of the graph draws: those that join two things, and tell of it more than another one does.

/**
 * For each edge whether it is drawn. Left out are edges from a thing to itself, pairs that were found to be no answer,
 * and states of a measure on a target that another edge joins anyway; the pages of events and entities have them all.
 */
export function drawnEdges(model) {
  const pair = (edge) => model.source[edge] * model.size + model.target[edge];
  const joined = new Set();
  model.relations.forEach((relation, edge) => {
    if (relation !== "HAS_STATE") joined.add(pair(edge));
  });
  return model.relations.map(
    (relation, edge) =>
      model.source[edge] !== model.target[edge] &&
      relation !== "NOT_RESPONSE_TO" &&
      (relation !== "HAS_STATE" || !joined.has(pair(edge))),
  );
}

/** For each node whether an edge of the picture ends there. */
export function joinedNodes(model, drawn) {
  return model.incident.map((edges) => edges.some((edge) => drawn[edge]));
}
