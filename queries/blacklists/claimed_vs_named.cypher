// Which announcements speak of more targets than they name?
// ---
// description = """
// Events whose own count of targets (28 organizations, eight companies) is above the number of parties, ships
// and planes that the graph knows as their targets; `missing` is the gap.
// Governments and regions among the targets aren't counted as named."""
// columns = ["date", "id", "name", "claimed_count", "claimed_noun", "named", "missing", "citation",
//     "citation_url"]
// [parameters.actor]
// kind = "string"
// default = ""
// description = "Country code of the acting side; empty means any."
// ---
MATCH (e:Event)
WHERE e.claimed_count IS NOT NULL
  AND ($actor = '' OR toUpper($actor) IN coalesce(e.actor_countries, []))
OPTIONAL MATCH (e)-[:TARGETS]->(t:Organization|Person|Vessel|Aircraft)
WITH e, count(DISTINCT t) AS named
WHERE e.claimed_count > named
RETURN e.date AS date, e.id AS id, e.name AS name, e.claimed_count AS claimed_count,
       e.claimed_noun AS claimed_noun, named, e.claimed_count - named AS missing,
       e.citation AS citation, e.citation_url AS citation_url
ORDER BY missing DESC, id
