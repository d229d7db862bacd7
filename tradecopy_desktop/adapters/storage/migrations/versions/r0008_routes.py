"""Templates of routes, and routes that were removed: what they did is kept with their names."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables; nothing that is there changes."""
    op.create_table(
        "route_templates",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_route_templates"),
    )
    op.create_table(
        "removed_routes",
        sa.Column("route", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["route"], ["routes.route"], name="fk_removed_routes_route"),
        sa.PrimaryKeyConstraint("route", name="pk_removed_routes"),
    )
