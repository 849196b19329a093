// What did a side deny or reject?
// ---
// description = """
// Statements that reject what they speak of, and statements whose source says that they deny it,
// with what they are about."""
// columns = ["date", "name", "speakers", "about", "words", "source_url", "id"]
// [parameters.country]
// kind = "string"
// default = ""
// description = "Country code of the acting side; empty means any."
// [parameters.since]
// kind = "date"
// default = ""
// description = "First day of the period; empty means no limit."
// [parameters.until]
// kind = "date"
// default = ""
// description = "Last day of the period; empty means no limit."
// ---
MATCH (s:Statement)
WHERE ($country = '' OR toUpper($country) IN coalesce(s.actor_countries, []))
  AND ($since = '' OR s.date >= date($since)) AND ($until = '' OR s.date <= date($until))
OPTIONAL MATCH (p:Party)-[m:MADE]->(s)
WITH DISTINCT s, p, m
ORDER BY p.name, p.id, m.id
WITH s, collect(DISTINCT p.name) AS speakers, collect(m.modality) AS modes,
     head(collect(m.source_url)) AS source_url
WHERE s.stance = 'reject' OR 'denied' IN modes
OPTIONAL MATCH (s)-[:ABOUT]->(n:Thing)
WITH DISTINCT s, speakers, source_url, n
ORDER BY n.name, n.id
WITH s, speakers, source_url, collect(n.name) AS about
RETURN s.date AS date, s.name AS name, speakers, about, s.words AS words, source_url, s.id AS id
ORDER BY date, id
