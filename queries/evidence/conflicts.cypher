// On which facts do sources of equal rank disagree?
// ---
// description = """
// Nodes with at least one property for which sources of equal rank give different values, and those values."""
// columns = ["name", "conflicts", "conflict_values", "id"]
// [parameters.property]
// kind = "string"
// default = ""
// description = "Only conflicts on this property; empty means any."
// ---
MATCH (n:Thing)
WHERE n.conflicts IS NOT NULL
  AND ($property = '' OR $property IN n.conflicts)
RETURN n.name AS name, n.conflicts AS conflicts, n.conflict_values AS conflict_values, n.id AS id
ORDER BY name, id
