"""Guards of accounts and what they remember, rule sets, the audit, and where alarms go."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_ORDINAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables of guards and notices; nothing that is there changes."""
    for table, key in (
        ("account_guards", "account"),
        ("guard_memories", "account"),
        ("rule_sets", "name"),
        ("notice_settings", "part"),
    ):
        op.create_table(
            table,
            sa.Column(key, sa.Text(), nullable=False),
            sa.Column("body", sa.Text(), nullable=False),
            sa.PrimaryKeyConstraint(key, name=f"pk_{table}"),
        )
    op.create_table(
        "audit",
        sa.Column("number", _ORDINAL, nullable=False),
        sa.Column("at_us", sa.BigInteger(), nullable=False),
        sa.Column("account", sa.Text()),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit"),
    )
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER audit_no_{verb} BEFORE {verb.upper()} ON audit "
                "BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END"
            )
