// What did a government do, and against whom?
// ---
// description = """
// Events that a government or any body that is part of it issued, with the issuers and the named targets.
// Acts of a ministry's own bureaus count through up to five steps of `PART_OF`."""
// columns = ["date", "kind", "name", "issuers", "target_countries", "targets", "checked", "citation",
//     "citation_url", "id"]
// [parameters.actor]
// kind = "string"
// description = "Country code (US, CN, EU), name or id of the government."
// [parameters.target]
// kind = "string"
// default = ""
// description = "Country code of the other side; empty means any."
// [parameters.since]
// kind = "date"
// default = ""
// description = "First day of the period; empty means no limit."
// [parameters.until]
// kind = "date"
// default = ""
// description = "Last day of the period; empty means no limit."
// ---
MATCH (g:Government)
WHERE toUpper($actor) IN ([g.country] + coalesce(g.countries, []))
   OR g._known_as CONTAINS '\n' + toLower($actor) + '\n'
MATCH (a:Party)-[:PART_OF*0..5]->(g)
MATCH (a)-[:ISSUED]->(e:Event)
WHERE ($since = '' OR e.date >= date($since)) AND ($until = '' OR e.date <= date($until))
  AND ($target = '' OR toUpper($target) IN coalesce(e.target_countries, []))
WITH DISTINCT e, a
ORDER BY a.name, a.id
WITH e, collect(a.name) AS issuers
OPTIONAL MATCH (e)-[:TARGETS]->(t:Thing)
WHERE t.hs_code IS NULL
WITH DISTINCT e, issuers, t
ORDER BY t.name, t.id
WITH e, issuers, collect(t.name) AS targets
RETURN e.date AS date, head([one IN labels(e) WHERE NOT one IN ['Thing', 'Event', 'Measure']]) AS kind,
       e.name AS name, issuers, e.target_countries AS target_countries, targets, e.checked AS checked,
       e.citation AS citation, e.citation_url AS citation_url, e.id AS id
ORDER BY date, id
