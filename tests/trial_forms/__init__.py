"""Forms as provinces make them, each with what is right about it, on which learning by example is tried."""
