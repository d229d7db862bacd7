"""Which of a follower's symbols a master's symbol means."""
