"""One program per user and data folder, and how a second start speaks with the first."""
