"""What things are worth, by the terminals' own quotes."""
