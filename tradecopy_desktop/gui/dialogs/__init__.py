"""Forms that stay open beside the window: never modal."""
