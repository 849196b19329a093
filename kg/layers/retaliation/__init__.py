"""Which act answered which: pairs of events weighed by a documented model, and the episodes that answers form.

Pure functions of events, told links and a table of weights; `docs/retaliation.md` explains them. Import what is
needed from the modules themselves: `weighing` needs numpy, which is slow to import.
"""
