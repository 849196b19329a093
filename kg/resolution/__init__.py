"""Whether two names mean one party: a guarded order of comparisons, and never mere likeness."""
