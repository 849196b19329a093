// Which measures are there on a given day, and how do they stand?
// ---
// description = """
// Every measure that has been announced by the day and hasn't ended, with its state on that day and what decides it.
// A measure that took one course for all is one row without `target`; for each target that took another course
// (Canada's part of a duty is suspended, China's isn't) there is a row of its own beside it.
// What was removed, struck down, replaced, withdrawn or has expired is shown only when `states` asks for it.
// `rate_pct` is that of the last change which gave one, else the measure's own."""
// columns = ["id", "name", "kind", "actors", "targets", "target", "state", "since", "until", "rate_pct", "decided_by",
//     "quote", "source_name", "source_url", "claims"]
// [parameters.on]
// kind = "date"
// default = ""
// description = "The day; empty means today."
// [parameters.country]
// kind = "string"
// default = ""
// description = "Country code of the acting side (US, CN, EU); empty means any."
// [parameters.target]
// kind = "string"
// default = ""
// description = "Country code that the measure hits, or any exact name or the id of one of its targets; empty means any."
// [parameters.kind]
// kind = "string"
// default = ""
// description = "Class of measure, such as TariffAction, Blacklisting, ExportControl; empty means any."
// [parameters.states]
// kind = "string_list"
// default = ["announced", "in_force", "suspended", "unknown"]
// description = "States that count."
// [parameters.top]
// kind = "integer"
// default = 1000
// description = "How many rows at most, those of the latest states."
// ---
OPTIONAL MATCH (hit:Thing)
WHERE hit._known_as CONTAINS '\n' + toLower($target) + '\n'
OPTIONAL MATCH (hitting:Measure)-[:TARGETS]->(hit)
WITH collect(DISTINCT hit.id) AS hits, collect(DISTINCT hitting.id) AS named
OPTIONAL MATCH (apart:Measure)-[:HAS_STATE]->(o:Thing)
WHERE $target <> '' AND o.id <> apart.id AND (o.id IN hits OR (o:Region AND o.country = toUpper($target)))
WITH hits, named, collect(DISTINCT apart.id) AS aparts
MATCH (m:Measure)-[s:HAS_STATE]->(t:Thing)
WITH m, s, t, hits, named, aparts, CASE WHEN $on = '' THEN date() ELSE date($on) END AS day,
     head([k IN labels(m) WHERE k IN ['Blacklisting', 'TariffAction', 'ExportControl', 'TradeRestriction',
                                      'Investigation']]) AS kind
WHERE s.state IN $states
  AND (s.valid_from IS NULL OR s.valid_from <= day)
  AND (s.valid_to IS NULL OR s.valid_to > day)
  AND ($kind = '' OR kind = $kind)
  AND ($country = '' OR toUpper($country) IN coalesce(m.actor_countries, []))
  AND ($target = ''
       OR (t.id = m.id AND NOT m.id IN aparts
           AND (m.id IN named OR toUpper($target) IN coalesce(m.target_countries, [])))
       OR (t.id <> m.id AND (t.id IN hits
           OR (t:Region AND t.country = toUpper($target))
           OR (NOT t:Region AND toUpper($target) IN coalesce(m.target_countries, [])))))
WITH m, s, t, day, kind
ORDER BY s.valid_from DESC, m.id, s.id
LIMIT $top
OPTIONAL MATCH (c:MeasureChange)-[g:CHANGES]->(m)
WHERE g.valid_from <= day
WITH m, s, t, day, kind, c, g
ORDER BY g.valid_from DESC, c.id
WITH m, s, t, kind, collect(CASE WHEN c.rate_pct IS NOT NULL THEN c.rate_pct END) AS rates,
     collect(CASE WHEN g.valid_from = s.valid_from AND any(claim IN coalesce(g.claims, [])
                       WHERE claim IN coalesce(s.claims, [])) THEN c.id END) AS changers
RETURN m.id AS id, m.name AS name, kind, m.actor_countries AS actors, m.target_countries AS targets,
       CASE WHEN t.id <> m.id THEN t.name END AS target, s.state AS state, s.valid_from AS since,
       s.valid_to AS until, coalesce(head(rates), m.rate_pct) AS rate_pct,
       coalesce(head(changers), m.id) AS decided_by, s.quote AS quote, s.source_name AS source_name,
       s.source_url AS source_url, s.claims AS claims
ORDER BY since DESC, id, target, s.id
