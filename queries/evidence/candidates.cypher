// Which two nodes may be one and the same?
// ---
// description = """
// Pairs that look alike but not surely enough to be merged, for a human to accept or reject, the likeliest
// first. `score` is a whole percent."""
// columns = ["score", "first", "second", "reason", "first_id", "second_id"]
// [parameters.least]
// kind = "integer"
// default = 0
// description = "Lowest score to show."
// ---
MATCH (a:Thing)-[r:CANDIDATE_OF]->(b:Thing)
WHERE r.score >= $least
RETURN r.score AS score, a.name AS first, b.name AS second, r.reason AS reason,
       a.id AS first_id, b.id AS second_id
ORDER BY score DESC, first_id, second_id
