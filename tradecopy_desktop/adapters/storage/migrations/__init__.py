"""The history of the database's form, one revision after another."""
