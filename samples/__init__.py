"""Real workbooks to run on: two provinces' plans, as units would have sent them and as published."""
