"""The whole schema as of the first version."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_ORDINAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make every table of an empty database."""
    _make_accounts()
    _make_routes()
    _make_events()
    _make_decisions()
    _make_attempts()
    _make_reports()
    _make_links()
    _make_progress()


def _make_accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key_hash", sa.Text(), nullable=False),
        sa.Column("secret_name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("account", name="pk_accounts"),
    )
    op.create_table(
        "account_roles",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.account"], name="fk_account_roles_account"),
        sa.PrimaryKeyConstraint("account", "role", name="pk_account_roles"),
    )
    op.create_table(
        "terminal_profiles",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("account", name="pk_terminal_profiles"),
    )


def _make_routes() -> None:
    op.create_table(
        "routes",
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("master", sa.Text(), nullable=False),
        sa.Column("follower", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("route", name="pk_routes"),
    )
    op.create_table(
        "route_settings",
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["route"], ["routes.route"], name="fk_route_settings_route"),
        sa.PrimaryKeyConstraint("route", "version", name="pk_route_settings"),
    )


def _make_events() -> None:
    op.create_table(
        "records",
        sa.Column("ordinal", _ORDINAL, autoincrement=False, nullable=False),
        sa.Column("decided_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("ordinal", name="pk_records"),
    )
    op.create_index("ix_records_decided_us", "records", ["decided_us"])
    op.create_table(
        "events",
        sa.Column("ordinal", _ORDINAL, autoincrement=False, nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("event_key", sa.Text()),
        sa.Column("symbol", sa.Text()),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["ordinal"], ["records.ordinal"], name="fk_events_ordinal"),
        sa.PrimaryKeyConstraint("ordinal", name="pk_events"),
        sa.UniqueConstraint("account", "event_key", name="uq_events_account_event_key"),
        sa.UniqueConstraint(
            "account", "role", "stream", "seq", name="uq_events_account_role_stream_seq"
        ),
    )


def _make_decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("ordinal", _ORDINAL, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("event_key", sa.Text()),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("copy", sa.Text()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("alarming", sa.Boolean(), nullable=False),
        sa.Column("settings_version", sa.Integer()),
        sa.Column("master_lots", sa.Text()),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["ordinal"], ["events.ordinal"], name="fk_decisions_ordinal"),
        sa.PrimaryKeyConstraint("ordinal", "place", name="pk_decisions"),
        sa.UniqueConstraint(
            "route",
            "account",
            "event_key",
            "part",
            name="uq_decisions_route_account_event_key_part",
        ),
    )


def _make_attempts() -> None:
    op.create_table(
        "attempts",
        sa.Column("instruction", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("opening", sa.Text()),
        sa.Column("ordinal", _ORDINAL, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("copy", sa.Text(), nullable=False),
        sa.Column("follower", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text()),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["ordinal"], ["records.ordinal"], name="fk_attempts_ordinal"),
        sa.PrimaryKeyConstraint("instruction", "revision", "kind", name="pk_attempts"),
        sa.UniqueConstraint("opening", name="uq_attempts_opening"),
    )
    op.create_index("ix_attempts_copy", "attempts", ["copy"])
    op.create_index("ix_attempts_ordinal", "attempts", ["ordinal"])


def _make_reports() -> None:
    op.create_table(
        "reports",
        sa.Column("ordinal", _ORDINAL, autoincrement=False, nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("instruction", sa.Text(), nullable=False),
        sa.Column("copy", sa.Text()),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["ordinal"], ["records.ordinal"], name="fk_reports_ordinal"),
        sa.PrimaryKeyConstraint("ordinal", name="pk_reports"),
        sa.UniqueConstraint(
            "instruction",
            "account",
            "number",
            "revision",
            "outcome",
            name="uq_reports_instruction_account_number_revision_outcome",
        ),
    )


def _make_links() -> None:
    op.create_table(
        "links",
        sa.Column("copy", sa.Text(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("master", sa.Text(), nullable=False),
        sa.Column("follower", sa.Text(), nullable=False),
        sa.Column("position", sa.Text(), nullable=False),
        sa.Column("symbol", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("ended_us", sa.BigInteger()),
        sa.Column("ordinal", _ORDINAL, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["ordinal"], ["records.ordinal"], name="fk_links_ordinal"),
        sa.PrimaryKeyConstraint("copy", name="pk_links"),
    )
    op.create_index("ix_links_ended_us", "links", ["ended_us"])


def _make_progress() -> None:
    op.create_table(
        "cursors",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("report", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account", "role", name="pk_cursors"),
    )
    op.create_table(
        "magic_counters",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("account", name="pk_magic_counters"),
    )
