"""Runs revisions on the connection that open_database hands over. Opens none of its own."""

from alembic import context

from tradecopy_desktop.adapters.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite can change a table's form only by making it anew.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
