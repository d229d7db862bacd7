"""The trade log, and what the comparisons of routes came to."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_ORDINAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TEXTS = ("route", "route_name", "follower_name", "action", "master_symbol", "symbol", "currency")
_MAYBE = ("follower", "side", "master_lots", "lots", "master_price", "price")
_SLIPPAGE = ("slippage_points", "slippage_money")
_STAGES = ("detect", "transit", "decide", "send", "execute", "confirm", "total")
_INDEXES = {
    "ix_trade_log_at_us": ("at_us",),
    "ix_trade_log_all": ("number", "outcome", "at_us"),
    "ix_trade_log_of_route": ("route", "number", "outcome", "at_us", "follower"),
    "ix_trade_log_of_follower": ("follower", "number", "outcome", "at_us"),
    "ix_trade_log_words": ("number", "outcome", "at_us", "route", "follower", "words"),
}


def upgrade() -> None:
    """Make both tables; nothing that is there changes."""
    op.create_table(
        "trade_log",
        sa.Column("number", _ORDINAL, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at_us", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _TEXTS),
        *(sa.Column(name, sa.Text()) for name in (*_MAYBE, *_SLIPPAGE)),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("outcome", "reason")),
        *(sa.Column(f"{name}_ms", sa.Double()) for name in _STAGES),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("steps", "words")),
        sa.PrimaryKeyConstraint("number", name="pk_trade_log"),
        sa.UniqueConstraint("key", name="uq_trade_log_key"),
    )
    for name, columns in _INDEXES.items():
        op.create_index(name, "trade_log", list(columns))
    op.create_table(
        "reconciliations",
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("begun_us", sa.BigInteger(), nullable=False),
        sa.Column("at_us", sa.BigInteger(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("drift", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("route", "begun_us", name="pk_reconciliations"),
    )
    op.create_index("ix_reconciliations_at_us", "reconciliations", ["at_us"])
