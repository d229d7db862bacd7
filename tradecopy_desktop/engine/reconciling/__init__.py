"""Both ends of a route beside each other: what differs, and what would mend it."""
