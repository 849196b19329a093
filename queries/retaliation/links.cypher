// Which events answer which?
// ---
// description = """
// All links of an answer to what it answers, one row for each link, to score or to draw them.
// `probability` runs from 0 to 1; stated and reported links without a figure count as 1.
// Pairs that the model weighed and held to be less likely than not have the kind `rejected`; they are no links,
// and stand here so that the figures can be checked.
// Where a pair has links of several kinds, the surest comes last."""
// columns = ["response_id", "action_id", "kind", "probability"]
// [parameters.unchecked]
// kind = "boolean"
// default = false
// description = "Whether to take events that nobody has compared with their source yet."
// [parameters.rejected]
// kind = "boolean"
// default = true
// description = "Whether to show the pairs that the model weighed and rejected."
// ---
MATCH (b:Event)-[r:RESPONDS_TO|NOT_RESPONSE_TO]->(a:Event)
WHERE ($unchecked OR (coalesce(a.checked, '') <> 'unchecked' AND coalesce(b.checked, '') <> 'unchecked'))
  AND (type(r) = 'RESPONDS_TO' OR ($rejected AND r.probability IS NOT NULL))
RETURN b.id AS response_id, a.id AS action_id,
       CASE WHEN type(r) = 'RESPONDS_TO' THEN r.kind ELSE 'rejected' END AS kind,
       CASE WHEN r.probability IS NOT NULL THEN r.probability / 100.0
            WHEN r.kind IN ['stated', 'reported'] THEN 1.0 END AS probability
ORDER BY response_id, action_id, probability, r.id
