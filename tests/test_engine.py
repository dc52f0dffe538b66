"""The engine."""


def test_nothing():
    pass
