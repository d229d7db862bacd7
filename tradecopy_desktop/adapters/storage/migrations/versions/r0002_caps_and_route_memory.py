"""Caps of accounts, and what is settled when a route is armed."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables for caps, baselines and mappings; nothing that is there changes."""
    op.create_table(
        "account_caps",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("order_lots", sa.Text()),
        sa.Column("total_lots", sa.Text()),
        sa.Column("leverage", sa.Text()),
        sa.Column("min_free_margin", sa.Text()),
        sa.PrimaryKeyConstraint("account", name="pk_account_caps"),
    )
    op.create_table(
        "baselines",
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("positions", sa.Text(), nullable=False),
        sa.Column("pendings", sa.Text(), nullable=False),
        sa.Column("made_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("route", name="pk_baselines"),
    )
    op.create_table(
        "mappings",
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("master_symbol", sa.Text(), nullable=False),
        sa.Column("symbol", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("confirmed_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("route", "master_symbol", name="pk_mappings"),
    )
