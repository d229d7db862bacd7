"""Keys that terminals may still come by after theirs was renewed."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of old keys; nothing that is there changes."""
    op.create_table(
        "old_keys",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("key_hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.account"], name="fk_old_keys_account"),
        sa.PrimaryKeyConstraint("account", "role", "key_hash", name="pk_old_keys"),
    )
