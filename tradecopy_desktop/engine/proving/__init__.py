"""How correct copying was, counted anew from the ledger."""
