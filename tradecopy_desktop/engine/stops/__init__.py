"""SL and TP of copies, and how bad a price may be."""
