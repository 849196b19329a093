// What did this person or body say?
// ---
// description = """
// Statements and threats of one speaker, with the words, the stance and whom they address.
// `mode` is `direct` for words in quotation marks, `indirect` for reported speech."""
// columns = ["date", "name", "role", "stance", "mode", "words", "addressed", "quote", "source_url", "id"]
// [parameters.speaker]
// kind = "node"
// description = "Id of the person, body or government."
// [parameters.since]
// kind = "date"
// default = ""
// description = "First day of the period; empty means no limit."
// [parameters.until]
// kind = "date"
// default = ""
// description = "Last day of the period; empty means no limit."
// ---
MATCH (p:Thing {id: $speaker})-[r:MADE]->(s:Statement|Threat)
WHERE ($since = '' OR s.date >= date($since)) AND ($until = '' OR s.date <= date($until))
OPTIONAL MATCH (s)-[:ADDRESSES]->(other:Party)
WITH DISTINCT r, s, other
ORDER BY other.name, other.id
WITH r, s, collect(other.name) AS addressed
RETURN s.date AS date, s.name AS name, r.role AS role, s.stance AS stance, s.mode AS mode, s.words AS words,
       addressed, r.quote AS quote, r.source_url AS source_url, s.id AS id
ORDER BY date, id, r.id
