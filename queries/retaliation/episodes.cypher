// Which runs of action and answer are there, and how far did they escalate?
// ---
// description = """
// Episodes: events that stated and reported links connect, three or more.
// `answers` counts the links, `symmetry` is how many acts the second most active country did for one of the most
// active, `amounts` are sums over the measures in it, by kind and currency, which must not be added up."""
// columns = ["episode_id", "episode", "began", "ended", "acts", "answers", "acts_by_country", "median_lag_days",
//     "symmetry", "amounts"]
// [parameters.country]
// kind = "string"
// default = ""
// description = "Country code of a side that acted in it; empty means any."
// [parameters.since]
// kind = "date"
// default = "1900-01-01"
// description = "Leave out episodes that ended before this day."
// ---
MATCH (e:Episode)
WHERE ($country = '' OR toUpper($country) IN coalesce(e.countries, []))
  AND (e.ended IS NULL OR e.ended >= date($since))
RETURN e.id AS episode_id, e.name AS episode, e.began AS began, e.ended AS ended, e.acts AS acts,
       e.answers AS answers, e.acts_by_country AS acts_by_country, e.median_lag_days AS median_lag_days,
       e.symmetry AS symmetry, e.amounts AS amounts
ORDER BY began, episode_id
