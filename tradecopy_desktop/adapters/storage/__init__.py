"""The program's lasting memory: ledger, settings and the journal of intents."""
