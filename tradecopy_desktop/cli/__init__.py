"""The command line: what a newcomer, a test or a measurement types."""
