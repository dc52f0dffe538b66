"""The faults of `python -m tests.mutations`: those of the rules, and of the rooms around them.

Each changes one line: a bound by one, a condition dropped, a severity, what a rule yields to. Where code has
moved and a text is stale, put in the text that stands there now; the name says what the fault must do.
"""

from tests.mutations_of_rooms import ENGINE
from tests.mutations_of_rules import RULES

MUTATIONS = (*RULES, *ENGINE)
