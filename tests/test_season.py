"""A season from the first blank to the signed file, few units, and ended half-way where most is at stake."""

from tests.season import STAGES, live


def test_every_figure_of_every_stage_is_accounted_for_and_nothing_that_ends_half_way_loses_any(tmp_path):
    told = list(live(tmp_path, 8, every=7, only=("sent again", "edits by hand")))
    assert len(told) == len(STAGES) and sum("nothing lost" in one for one in told) == 2
