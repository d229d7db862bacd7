"""How fast the instructions of an account may leave, and how many requests a day."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of paces; nothing that is there changes."""
    op.create_table(
        "account_paces",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("account", name="pk_account_paces"),
    )
