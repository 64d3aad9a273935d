"""The commands of a team's store: who may come in, as what, and what was done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from monitor.choices import Role
from monitor.cli import Db, app, fail, say, stored

users_app = typer.Typer(no_args_is_help=True, help="Who may use a team's dashboard; without users there is no team.")
app.add_typer(users_app, name="users")


Email = Annotated[str, typer.Argument(metavar="EMAIL", help="As the identity provider knows and has verified it.")]


@contextmanager
def _told() -> Iterator[None]:
    """A wrong address, role or user as one line."""
    try:
        yield
    except ValueError as error:
        raise fail(error) from None


@users_app.command("add")
def users_add(
    email: Email,
    role: Annotated[Role, typer.Option(help="viewer reads, reviewer also decides and uploads, admin exports all.")],
    name: Annotated[str, typer.Option(help="How reviews name the person. Default: the address.")] = "",
    issuer: Annotated[str | None, typer.Option(help="With --subject: a provider that verifies no addresses.")] = None,
    subject: Annotated[str | None, typer.Option(help="The account's number at --issuer.")] = None,
    db: Db = None,
) -> None:
    """Admit a person."""
    from monitor.store import audit, users

    if bool(issuer) != bool(subject):
        raise typer.BadParameter("--issuer and --subject belong together")
    account = (issuer, subject) if issuer and subject else None
    with _told():
        users.add(stored(db, create=True), email, role.value, by=audit.terminal(), name=name, account=account)
    print(f"{email}: {role.value}")


@users_app.command("list")
def users_list(db: Db = None) -> None:
    """All who may come in, with their roles."""
    from monitor.store import users

    rows = users.everyone(stored(db))
    for row in rows:
        name = f" ({row['name']})" if row["name"] else ""
        print(f"{row['email']}{name}: {row['role']}, last login {row['last_login'] or 'never'}")
    say(f"{len(rows)} users")


@users_app.command("remove")
def users_remove(email: Email, db: Db = None) -> None:
    """Shut a person out, from the next click on. What she did stays in the log."""
    from monitor.store import audit, users

    with _told():
        users.remove(stored(db), email, by=audit.terminal())
    print(f"{email}: removed")


@users_app.command("role")
def users_role(
    email: Email, role: Annotated[Role, typer.Argument(help="viewer, reviewer or admin.")], db: Db = None
) -> None:
    """Give a person another role, from the next click on."""
    from monitor.store import audit, users

    with _told():
        users.set_role(stored(db), email, role.value, by=audit.terminal())
    print(f"{email}: {role.value}")


@app.command("audit")
def audit_command(db: Db = None, limit: Annotated[int, typer.Option(min=1, help="How many.")] = 50) -> None:
    """Logins, refusals, exports, reviews, uploads and changes of users in a team's store, latest first."""
    from monitor.store import audit

    for row in audit.entries(stored(db), limit):
        print(f"{row['at']} {row['kind']} {row['who']} {row['detail']}")
