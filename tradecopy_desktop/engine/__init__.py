"""The verbs of copying: pure functions over the domain. No I/O, no clock, no chance."""
