// What answered this event?
// ---
// description = """
// Events that answer one event: day of the announcement, days since the announcement of what it answers, who
// says so, how sure it is, the words.
// `kind` is `stated` (the actor says so), `reported` (others say so) or `inferred` (a rule concludes it).
// `probability` runs from 0 to 1; a stated or reported link without a figure counts as 1."""
// columns = ["date", "response_id", "response", "kind", "lag_days", "probability", "quote", "source_url"]
// [parameters.event]
// kind = "name"
// description = "Id or exact name of the event that was answered."
// [parameters.unchecked]
// kind = "boolean"
// default = false
// description = "Whether to show answers that nobody has compared with their source yet."
// ---
MATCH (a:Thing)
WHERE a._known_as CONTAINS '\n' + toLower($event) + '\n'
WITH DISTINCT a
MATCH (b:Event)-[r:RESPONDS_TO]->(a)
WHERE ($unchecked OR b.checked IS NULL OR b.checked <> 'unchecked')
RETURN coalesce(b.announced, b.date) AS date, b.id AS response_id, b.name AS response, r.kind AS kind,
       coalesce(r.lag_days, duration.inDays(coalesce(a.announced, a.date),
                                            coalesce(b.announced, b.date)).days) AS lag_days,
       CASE WHEN r.probability IS NOT NULL THEN r.probability / 100.0
            WHEN r.kind IN ['stated', 'reported'] THEN 1.0 END AS probability,
       coalesce(r.quote, r.basis_text) AS quote, r.source_url AS source_url
ORDER BY date, response_id, a.id, kind, r.id
