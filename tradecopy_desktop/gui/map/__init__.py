"""The map of routes: masters at the left, followers at the right, arrows between them."""
