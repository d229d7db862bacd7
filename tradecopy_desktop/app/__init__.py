"""The imperative shell: it waits, asks the engine, sends, and tells the window."""
