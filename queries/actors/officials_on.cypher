// Who held which office on a given day?
// ---
// description = """
// Persons in office on a day. No `since` means that the first day isn't known, no `until` that no end is
// known; a handover counts for the successor, because an interval ends before its `until`."""
// columns = ["office", "role", "person", "since", "until", "quote", "source_url", "office_id", "person_id"]
// [parameters.on]
// kind = "date"
// description = "The day."
// [parameters.country]
// kind = "string"
// default = ""
// description = "Country code of the office; empty means any."
// ---
MATCH (p:Person)-[r:HOLDS_OFFICE]->(o:Organization|Government)
WHERE (r.valid_from IS NULL OR r.valid_from <= date($on))
  AND (r.valid_to IS NULL OR r.valid_to > date($on))
  AND ($country = '' OR toUpper($country) IN ([o.country] + coalesce(o.countries, [])))
RETURN o.name AS office, r.role AS role, p.name AS person, r.valid_from AS since, r.valid_to AS until,
       r.quote AS quote, r.source_url AS source_url, o.id AS office_id, p.id AS person_id
ORDER BY office, role, person, office_id, person_id, r.id
