"""The nouns of copying trades: frozen values that do no I/O and know no clock."""
