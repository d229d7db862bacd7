"""Rule sets by name, in the database. Guards no account by them."""

from sqlalchemy import Engine, delete, select

from tradecopy_desktop.adapters.storage.guard_forms import rule_set_of_text, text_of_rule_set
from tradecopy_desktop.adapters.storage.guards_store import readable
from tradecopy_desktop.adapters.storage.settings_access import reading, saving
from tradecopy_desktop.adapters.storage.tables import rule_sets
from tradecopy_desktop.adapters.storage.upsert import upsert
from tradecopy_desktop.domain.guarding import RuleSet
from tradecopy_desktop.guard_ports import Unreadable


class SqlRuleSets:
    """What the trader keeps under names. Every call reads or writes the disk: not for the loop."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def rule_sets(self) -> dict[str, RuleSet | Unreadable]:
        """Return every rule set by its name, in the order of names; raise TradeCopyError."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(rule_sets).order_by(rule_sets.c.name)).all()
        return {row.name: readable(rule_set_of_text, row.body, row.name) for row in rows}

    def save_rule_set(self, rule_set: RuleSet) -> None:
        """Add a rule set, or replace the one of its name."""
        with saving(self._engine, f"rule set {rule_set.name!r}") as connection:
            row = {"name": rule_set.name, "body": text_of_rule_set(rule_set)}
            upsert(connection, rule_sets, [row])

    def drop_rule_set(self, name: str) -> None:
        """Forget a rule set; nothing happens where there is none."""
        with saving(self._engine, f"end of rule set {name!r}") as connection:
            connection.execute(delete(rule_sets).where(rule_sets.c.name == name))
