// Why is this event held to be an answer, or not?
// ---
// description = """
// Each earlier event that one event was linked with or weighed against: `kind` is `stated`, `reported`,
// `inferred`, `rejected` by the model, or `denied` by a source.
// `features` are what made the probability, as name=value(+what it adds to the log odds), the heaviest first.
// `chance` is how likely some act of that side was by then anyway, at its usual pace, from 0 to 1."""
// columns = ["action_date", "action_id", "action", "kind", "lag_days", "probability", "chance", "why", "features",
//     "rule"]
// [parameters.event]
// kind = "name"
// description = "Id or exact name of the later event."
// ---
MATCH (b:Thing)
WHERE b._known_as CONTAINS '\n' + toLower($event) + '\n'
WITH DISTINCT b
MATCH (b)-[r:RESPONDS_TO|NOT_RESPONSE_TO]->(a:Event)
RETURN coalesce(a.announced, a.date) AS action_date, a.id AS action_id, a.name AS action,
       CASE WHEN type(r) = 'RESPONDS_TO' THEN r.kind
            WHEN r.probability IS NULL THEN 'denied' ELSE 'rejected' END AS kind,
       coalesce(r.lag_days, duration.inDays(coalesce(a.announced, a.date),
                                            coalesce(b.announced, b.date)).days) AS lag_days,
       CASE WHEN r.probability IS NOT NULL THEN r.probability / 100.0
            WHEN type(r) = 'RESPONDS_TO' AND r.kind IN ['stated', 'reported'] THEN 1.0 END AS probability,
       r.chance / 100.0 AS chance, coalesce(r.reason, r.basis_text, r.quote) AS why, r.features AS features,
       r.rule AS rule
ORDER BY action_date DESC, action_id, kind, r.id
