"""Whether and how a route opens its share of a master's order."""
