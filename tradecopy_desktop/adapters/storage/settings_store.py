"""Accounts, routes and what terminals said, in the database. Holds no secret, only its hash."""

from sqlalchemy import Connection, Engine, Row, delete, func, insert, select

from tradecopy_desktop.adapters.storage.codec import profile_of_text, text_of_profile
from tradecopy_desktop.adapters.storage.settings_access import reading, saving
from tradecopy_desktop.adapters.storage.settings_forms import (
    check_version,
    settings_of_text,
    text_of_settings,
)
from tradecopy_desktop.adapters.storage.tables import (
    account_roles,
    accounts,
    old_keys,
    removed_routes,
    route_settings,
    routes,
    terminal_profiles,
)
from tradecopy_desktop.adapters.storage.upsert import upsert
from tradecopy_desktop.domain.accounts import AccountKey, AccountProfile, Role
from tradecopy_desktop.domain.routes import Route, RouteMode, RouteSettings
from tradecopy_desktop.ports import AccountRecord


class SqlSettings:
    """What the trader set up. Every call reads or writes the disk: not for the loop."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def accounts(self) -> tuple[AccountRecord, ...]:
        """Return all registered accounts, by login and server."""
        with reading(self._engine) as connection:
            roles, old = _roles(connection), _old_keys(connection)
            rows = connection.execute(select(accounts).order_by(accounts.c.account)).all()
        return tuple(
            AccountRecord(
                key=AccountKey.parse(row.account),
                name=row.name,
                roles=frozenset(roles.get(row.account, ())),
                key_hash=row.key_hash,
                secret_name=row.secret_name,
                old_keys=frozenset(old.get(row.account, ())),
            )
            for row in rows
        )

    def save_account(self, account: AccountRecord) -> None:
        """Add or replace an account."""
        key = str(account.key)
        with saving(self._engine, f"account {account.name!r}") as connection:
            row = {
                "account": key,
                "name": account.name,
                "key_hash": account.key_hash,
                "secret_name": account.secret_name,
            }
            upsert(connection, accounts, [row])
            connection.execute(delete(account_roles).where(account_roles.c.account == key))
            if account.roles:
                roles = [{"account": key, "role": role} for role in sorted(account.roles)]
                connection.execute(insert(account_roles), roles)
            connection.execute(delete(old_keys).where(old_keys.c.account == key))
            if account.old_keys:
                old = [
                    {"account": key, "role": role, "key_hash": key_hash}
                    for role, key_hash in sorted(account.old_keys)
                ]
                connection.execute(insert(old_keys), old)

    def drop_account(self, key: AccountKey) -> None:
        """Forget an account and what its terminals said."""
        with saving(self._engine, f"removal of {key}") as connection:
            # What points at the account goes before it.
            for table in (account_roles, old_keys, terminal_profiles, accounts):
                connection.execute(delete(table).where(table.c.account == str(key)))

    def routes(self) -> tuple[Route, ...]:
        """Return all routes with their newest settings, by name."""
        with reading(self._engine) as connection:
            newest = (
                select(route_settings.c.route, func.max(route_settings.c.version).label("version"))
                .group_by(route_settings.c.route)
                .subquery()
            )
            rows = connection.execute(
                select(routes, route_settings.c.body)
                .join(newest, newest.c.route == routes.c.route)
                .join(
                    route_settings,
                    (route_settings.c.route == newest.c.route)
                    & (route_settings.c.version == newest.c.version),
                )
                .where(routes.c.route.not_in(select(removed_routes.c.route)))
                .order_by(routes.c.name, routes.c.route)
            ).all()
        return tuple(_route(row) for row in rows)

    def save_route(self, route: Route) -> None:
        """Add or replace a route; each settings version is kept.

        Raise ValueError if changed settings do not come with a higher version.
        """
        with saving(self._engine, f"route {route.name!r}") as connection:
            check_version(route, _newest_settings(connection, route.id))
            row = {
                "route": route.id,
                "name": route.name,
                "master": str(route.master),
                "follower": str(route.follower),
                "mode": route.mode,
            }
            upsert(connection, routes, [row])
            version = {
                "route": route.id,
                "version": route.settings.version,
                "body": text_of_settings(route.settings),
            }
            upsert(connection, route_settings, [version])

    def drop_route(self, route: str) -> None:
        """Leave a route out from now on; its name and settings stay for what was recorded.

        Nothing happens where there is none.
        """
        with saving(self._engine, "removal of a route") as connection:
            removed = select(removed_routes.c.route)
            there = select(routes.c.route).where(
                routes.c.route == route, routes.c.route.not_in(removed)
            )
            if connection.execute(there).first() is not None:
                connection.execute(insert(removed_routes).values(route=route))

    def save_profile(self, profile: AccountProfile) -> None:
        """Remember what a terminal last said about its account."""
        with saving(self._engine, f"profile of {profile.key}") as connection:
            row = {"account": str(profile.key), "body": text_of_profile(profile)}
            upsert(connection, terminal_profiles, [row])

    def profiles(self) -> tuple[AccountProfile, ...]:
        """Return what terminals last said, by login and server."""
        with reading(self._engine) as connection:
            bodies = connection.execute(
                select(terminal_profiles.c.body).order_by(terminal_profiles.c.account)
            )
            return tuple(profile_of_text(body) for body in bodies.scalars())


def _roles(connection: Connection) -> dict[str, list[Role]]:
    roles: dict[str, list[Role]] = {}
    for row in connection.execute(select(account_roles)):
        roles.setdefault(row.account, []).append(Role(row.role))
    return roles


def _old_keys(connection: Connection) -> dict[str, list[tuple[Role, str]]]:
    old: dict[str, list[tuple[Role, str]]] = {}
    for row in connection.execute(select(old_keys)):
        old.setdefault(row.account, []).append((Role(row.role), row.key_hash))
    return old


def _newest_settings(connection: Connection, route: str) -> RouteSettings | None:
    body = connection.execute(
        select(route_settings.c.body)
        .where(route_settings.c.route == route)
        .order_by(route_settings.c.version.desc())
        .limit(1)
    ).scalar_one_or_none()
    return None if body is None else settings_of_text(body)


def _route(row: Row[tuple[str, ...]]) -> Route:
    return Route(
        id=row.route,
        name=row.name,
        master=AccountKey.parse(row.master),
        follower=AccountKey.parse(row.follower),
        mode=RouteMode(row.mode),
        settings=settings_of_text(row.body),
    )
