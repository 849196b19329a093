// Was this party on that list on that day?
// ---
// description = """
// The state of one listing on one day, with its interval and its words.
// `status` is `not_listed`, `announced`, `in_force`, `suspended`, `removed` or `unknown`.
// A party and a list that the graph knows always give one row; a name that several parties bear gives one
// row for each. Where sources overlap, the state that began last stands; `removed` also says that an
// interval ended and nothing followed. `unknown` is said after a last day that no notice confirmed, when a later
// edition of the list lacks the party, and of a notice that names several lists without saying who is on which.
// `claims` and `source_name` are what decides it. `sure_until` and `sure_source` are the day and the name of the
// last document known that speaks of the list: for a later day the answer is where things stood then."""
// columns = ["name", "list", "status", "since", "until", "quote", "source_url", "source_name", "claims",
//     "sure_until", "sure_source"]
// [parameters.name]
// kind = "name"
// description = "Any full name, former name or alias of the party, or its id."
// [parameters.list]
// kind = "name"
// description = "Name, code or id of the list."
// [parameters.on]
// kind = "date"
// description = "The day."
// ---
MATCH (p:Thing)
WHERE p._known_as CONTAINS '\n' + toLower($name) + '\n'
WITH DISTINCT p
WHERE p:Party OR p:Vessel OR p:Aircraft
MATCH (l:Thing)
WHERE l._known_as CONTAINS '\n' + toLower($list) + '\n'
WITH DISTINCT p, l
WHERE l:RestrictedList
OPTIONAL MATCH (:Thing)-[any:LISTED_ON]->(l)
WITH p, l, max(any.sure_until) AS sure_until, min(any.sure_source) AS sure_source
OPTIONAL MATCH (p)-[r:LISTED_ON]->(l)
WHERE r.valid_from IS NULL OR r.valid_from <= date($on)
WITH p, l, sure_until, sure_source, r, (r.valid_to IS NULL OR r.valid_to > date($on)) AS lasts, r.valid_from IS NULL AS dateless
ORDER BY lasts DESC, dateless, r.valid_from DESC, r.valid_to DESC, r.id
WITH p, l, sure_until, sure_source, head(collect(r)) AS r, head(collect(lasts)) AS lasts
WITH p, l, sure_until, sure_source, r, lasts,
     CASE WHEN r IS NULL OR r.state IN ['proposed', 'withdrawn', 'not_listed'] THEN 'not_listed'
          WHEN NOT lasts OR r.state IN ['expired', 'struck_down', 'replaced'] THEN 'removed'
          WHEN r.state = 'resumed' THEN 'in_force'
          ELSE r.state END AS status
RETURN p.name AS name, l.name AS list, status,
       CASE WHEN status = 'not_listed' THEN null WHEN lasts THEN r.valid_from ELSE r.valid_to END AS since,
       CASE WHEN lasts THEN r.valid_to END AS until,
       r.quote AS quote, r.source_url AS source_url, r.source_name AS source_name, r.claims AS claims,
       sure_until, sure_source
ORDER BY name, list, p.id, l.id
