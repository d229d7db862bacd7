"""The tables of the database. Nothing here reads or writes one; migrations/ makes them.

Columns hold what is searched, joined or counted; `body` holds the whole value in the codec's text.
Accounts are written login@server. `ordinal` is the record that a row came with.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

# Names that a later revision can call a constraint by, on SQLite and elsewhere.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite finds a row fastest by a key that it calls INTEGER, which holds 64 bits there.
_Ordinal = BigInteger().with_variant(Integer, "sqlite")

# ---- what the trader set up ----------------------------------------------------------------------

accounts = Table(
    "accounts",
    metadata,
    Column("account", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("key_hash", Text, nullable=False),
    Column("secret_name", Text, nullable=False),
)

account_roles = Table(
    "account_roles",
    metadata,
    Column("account", Text, ForeignKey("accounts.account"), primary_key=True),
    Column("role", Text, primary_key=True),
)

# Hashes of keys by which a role may come until it came by the present one.
old_keys = Table(
    "old_keys",
    metadata,
    Column("account", Text, ForeignKey("accounts.account"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("key_hash", Text, primary_key=True),
)

terminal_profiles = Table(
    "terminal_profiles",
    metadata,
    Column("account", Text, primary_key=True),
    Column("body", Text, nullable=False),
)

routes = Table(
    "routes",
    metadata,
    Column("route", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("master", Text, nullable=False),
    Column("follower", Text, nullable=False),
    Column("mode", Text, nullable=False),
)

# A version is written once: decisions say by which one they were made.
route_settings = Table(
    "route_settings",
    metadata,
    Column("route", Text, ForeignKey("routes.route"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
)

# Routes that the trader removed: their names and settings stay with what they did.
removed_routes = Table(
    "removed_routes",
    metadata,
    Column("route", Text, ForeignKey("routes.route"), primary_key=True),
)

# Settings of routes that the trader keeps under a name.
route_templates = Table(
    "route_templates",
    metadata,
    Column("name", Text, primary_key=True),
    Column("body", Text, nullable=False),
)

# Limits are decimals as text; null sets none.
account_caps = Table(
    "account_caps",
    metadata,
    Column("account", Text, primary_key=True),
    Column("order_lots", Text),
    Column("total_lots", Text),
    Column("leverage", Text),
    Column("min_free_margin", Text),
)

# How fast instructions may leave, and how many a day; an account without a row has the usual pace.
account_paces = Table(
    "account_paces",
    metadata,
    Column("account", Text, primary_key=True),
    Column("body", Text, nullable=False),
)

# What a master held before a route: lists of identifiers and tickets as JSON.
baselines = Table(
    "baselines",
    metadata,
    Column("route", Text, primary_key=True),
    Column("positions", Text, nullable=False),
    Column("pendings", Text, nullable=False),
    Column("made_us", BigInteger, nullable=False),  # microseconds since 1970, UTC
)

mappings = Table(
    "mappings",
    metadata,
    Column("route", Text, primary_key=True),
    Column("master_symbol", Text, primary_key=True),
    Column("symbol", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("confirmed_us", BigInteger, nullable=False),  # microseconds since 1970, UTC
)

# How often a route failed to decide about an event; the event's lasting name or stream and number.
poison = Table(
    "poison",
    metadata,
    Column("account", Text, primary_key=True),
    Column("event", Text, primary_key=True),
    Column("route", Text, primary_key=True),
    Column("times", Integer, nullable=False),
    Column("said", Text, nullable=False),
)

# How each account is guarded, and what its guard remembers over a restart.
account_guards = Table(
    "account_guards",
    metadata,
    Column("account", Text, primary_key=True),
    Column("body", Text, nullable=False),
)

guard_memories = Table(
    "guard_memories",
    metadata,
    Column("account", Text, primary_key=True),
    Column("body", Text, nullable=False),
)

# Limits that the trader keeps under a name.
rule_sets = Table(
    "rule_sets",
    metadata,
    Column("name", Text, primary_key=True),
    Column("body", Text, nullable=False),
)

# Where alarms go besides the window; addresses and passwords are in the keyring.
notice_settings = Table(
    "notice_settings",
    metadata,
    Column("part", Text, primary_key=True),
    Column("body", Text, nullable=False),
)

# ---- what happened -------------------------------------------------------------------------------

records = Table(
    "records",
    metadata,
    Column("ordinal", _Ordinal, primary_key=True, autoincrement=False),
    Column("decided_us", BigInteger, nullable=False),  # microseconds since 1970, UTC
    Index(None, "decided_us"),
)

events = Table(
    "events",
    metadata,
    Column(
        "ordinal", _Ordinal, ForeignKey("records.ordinal"), primary_key=True, autoincrement=False
    ),
    Column("account", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("stream", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("event_key", Text),
    Column("symbol", Text),
    Column("body", Text, nullable=False),
    UniqueConstraint("account", "role", "stream", "seq"),
    UniqueConstraint("account", "event_key"),
)

# `part` counts the decisions of one route about one event: a reversal ends a copy and opens one.
decisions = Table(
    "decisions",
    metadata,
    Column("ordinal", _Ordinal, ForeignKey("events.ordinal"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("account", Text, nullable=False),
    Column("event_key", Text),
    Column("route", Text, nullable=False),
    Column("part", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("copy", Text),
    Column("reason", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("alarming", Boolean(create_constraint=False), nullable=False),
    Column("settings_version", Integer),
    Column("master_lots", Text),
    Column("steps", Text, nullable=False),
    PrimaryKeyConstraint("ordinal", "place"),
    UniqueConstraint("route", "account", "event_key", "part"),
)

# An instruction as it was sent. Changes keep their id while their revision rises; an opening has
# one id once and for all, and only its opposite, the void, may bear the same. What a shadow copy
# would have sent is there too, as another kind and with an outcome of its own.
attempts = Table(
    "attempts",
    metadata,
    Column("instruction", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("opening", Text, unique=True),
    Column("ordinal", _Ordinal, ForeignKey("records.ordinal"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("copy", Text, nullable=False),
    Column("follower", Text, nullable=False),
    Column("outcome", Text),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("instruction", "revision", "kind"),
    Index(None, "ordinal"),
    Index(None, "copy"),
)

# The number alone is no identity: an executor that lost its journal counts from 1 again.
reports = Table(
    "reports",
    metadata,
    Column(
        "ordinal", _Ordinal, ForeignKey("records.ordinal"), primary_key=True, autoincrement=False
    ),
    Column("account", Text, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("instruction", Text, nullable=False),
    Column("copy", Text),
    Column("revision", Integer, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("instruction", "account", "number", "revision", "outcome"),
)

# What was done to guard accounts. The database itself refuses to change or remove a row.
audit = Table(
    "audit",
    metadata,
    Column("number", _Ordinal, primary_key=True),
    Column("at_us", BigInteger, nullable=False),  # microseconds since 1970, UTC
    Column("account", Text),  # null where it concerns all
    Column("what", Text, nullable=False),
    Column("why", Text, nullable=False),
)

# The lines that the trader reads; the numbers stay when a line is replaced. `words` is all that is
# searched, in one case. Indexes hold what a page is found by, so that a line is read only if shown.
trade_log = Table(
    "trade_log",
    metadata,
    Column("number", _Ordinal, primary_key=True),
    Column("key", Text, nullable=False),
    Column("at_us", BigInteger, nullable=False),  # microseconds since 1970, UTC
    Column("route", Text, nullable=False),
    Column("route_name", Text, nullable=False),
    Column("follower", Text),
    Column("follower_name", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("side", Text),
    Column("master_symbol", Text, nullable=False),
    Column("symbol", Text, nullable=False),
    Column("master_lots", Text),
    Column("lots", Text),
    Column("master_price", Text),
    Column("price", Text),
    Column("slippage_points", Text),
    Column("slippage_money", Text),
    Column("currency", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("detect_ms", Double),
    Column("transit_ms", Double),
    Column("decide_ms", Double),
    Column("send_ms", Double),
    Column("execute_ms", Double),
    Column("confirm_ms", Double),
    Column("total_ms", Double),
    Column("steps", Text, nullable=False),
    Column("words", Text, nullable=False),
    UniqueConstraint("key"),
    Index(None, "at_us"),
    Index("ix_trade_log_all", "number", "outcome", "at_us"),
    Index("ix_trade_log_of_route", "route", "number", "outcome", "at_us", "follower"),
    Index("ix_trade_log_of_follower", "follower", "number", "outcome", "at_us"),
    Index("ix_trade_log_words", "number", "outcome", "at_us", "route", "follower", "words"),
)

# What the comparisons of a route came to, a quarter of an hour a row.
reconciliations = Table(
    "reconciliations",
    metadata,
    Column("route", Text, primary_key=True),
    Column("begun_us", BigInteger, primary_key=True, autoincrement=False),
    Column("at_us", BigInteger, nullable=False),  # of the last comparison; since 1970, UTC
    Column("times", Integer, nullable=False),
    Column("found", Integer, nullable=False),
    Column("drift", Text, nullable=False),
    Index(None, "at_us"),
)

# ---- how things stand ----------------------------------------------------------------------------

links = Table(
    "links",
    metadata,
    Column("copy", Text, primary_key=True),
    Column("route", Text, nullable=False),
    Column("master", Text, nullable=False),
    Column("follower", Text, nullable=False),
    Column("position", Text, nullable=False),
    Column("symbol", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("ended_us", BigInteger),  # microseconds since 1970, UTC; null while it may hold lots
    Column("ordinal", _Ordinal, ForeignKey("records.ordinal"), nullable=False),
    Column("body", Text, nullable=False),
    Index(None, "ended_us"),
)

cursors = Table(
    "cursors",
    metadata,
    Column("account", Text, primary_key=True),
    Column("role", Text, primary_key=True),
    Column("stream", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("report", BigInteger, nullable=False),
)

magic_counters = Table(
    "magic_counters",
    metadata,
    Column("account", Text, primary_key=True),
    Column("counter", Integer, nullable=False),
)
