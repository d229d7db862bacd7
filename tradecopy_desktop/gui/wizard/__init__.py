"""The first steps: from nothing to an armed route. Decides nothing about a trade."""
