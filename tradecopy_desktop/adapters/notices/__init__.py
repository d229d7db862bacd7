"""Ways for notices to leave the machine: webhook, e-mail, and the dead-man ping."""
