// Which events answer which?
// ---
// description = """
// All links of an answer to what it answers, one row for each link, to score or to draw them.
// `probability` runs from 0 to 1; stated and reported links without a figure count as 1.
// Where a pair has links of several kinds, the surest comes last."""
// columns = ["response_id", "action_id", "kind", "probability"]
// [parameters.unchecked]
// kind = "boolean"
// default = false
// description = "Whether to take events that nobody has compared with their source yet."
// ---
MATCH (b:Event)-[r:RESPONDS_TO]->(a:Event)
WHERE $unchecked
   OR (coalesce(a.checked, '') <> 'unchecked' AND coalesce(b.checked, '') <> 'unchecked')
RETURN b.id AS response_id, a.id AS action_id, r.kind AS kind,
       CASE WHEN r.probability IS NOT NULL THEN r.probability / 100.0
            WHEN r.kind IN ['stated', 'reported'] THEN 1.0 END AS probability
ORDER BY response_id, action_id, probability, r.id
