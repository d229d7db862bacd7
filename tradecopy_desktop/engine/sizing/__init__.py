"""How many lots a follower trades."""
