// Who held this office, one after another?
// ---
// description = """
// Everyone who is known to have held an office in one body, in order of the first day; no `until` means that no end is
// known."""
// columns = ["role", "person", "since", "until", "days", "quote", "source_url", "person_id"]
// [parameters.office]
// kind = "node"
// description = "Id of the body: agency, government or organization."
// [parameters.role]
// kind = "string"
// default = ""
// description = "Name of the office, or a part of it; empty means any."
// ---
MATCH (p:Person)-[r:HOLDS_OFFICE]->(o:Thing {id: $office})
WHERE $role = '' OR toLower(coalesce(r.role, '')) CONTAINS toLower($role)
RETURN r.role AS role, p.name AS person, r.valid_from AS since, r.valid_to AS until,
       duration.inDays(r.valid_from, r.valid_to).days AS days, r.quote AS quote, r.source_url AS source_url,
       p.id AS person_id
ORDER BY role, since, person_id, r.id
