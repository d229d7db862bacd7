"""The trade log as files that other programs open."""
