"""Every revision that ever was: a store of it, with rows in every table, opens in this version and keeps them.

On SQLite always, on PostgreSQL where `TEST_POSTGRES_URL` names a database that may be emptied
(`postgresql+psycopg://user@host/name`).
"""

import os
from datetime import date, datetime

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from gyeol.store import Store, database, rows
from gyeol.store.tables import REVISION, Table

CONFIG = Config()
CONFIG.set_main_option("script_location", str(database.MIGRATIONS))
CHAIN = [script.revision for script in ScriptDirectory.from_config(CONFIG).walk_revisions()][::-1]
SERVER = os.environ.get("TEST_POSTGRES_URL", "")
ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.skipif(not SERVER, reason="no server"))]
if not SERVER:
    ENGINES = ENGINES[:1]  # nothing is skipped in CI; .ci/run says whether there is a server
VALUES = {
    sa.Integer: 1,
    sa.Float: 0.5,
    sa.String: "말 1",
    sa.DateTime: datetime(2026, 11, 21, 1, 2, 3, 456789),
    sa.Date: date(2026, 11, 21),
    sa.JSON: {"joy": 0.5},
    sa.LargeBinary: b"\0\1\2",
    sa.Boolean: True,
}


@pytest.fixture(params=ENGINES)
def engine(request, tmp_path):
    if request.param == "sqlite":
        made = sa.create_engine(f"sqlite:///{tmp_path}/old.sqlite3")
    else:
        made = sa.create_engine(SERVER)
        with made.begin() as connection:
            connection.exec_driver_sql("DROP SCHEMA public CASCADE")
            connection.exec_driver_sql("CREATE SCHEMA public")
    yield made
    made.dispose()


def upgrade(engine, revision):
    with engine.begin() as connection:
        CONFIG.attributes["connection"] = connection
        command.upgrade(CONFIG, revision)


def fill(engine):
    """Put two rows into every table, whatever its columns are."""
    metadata = sa.MetaData()
    metadata.reflect(engine)
    with engine.begin() as connection:
        for table in metadata.sorted_tables:
            if table.name == "alembic_version":
                continue
            for i in (1, 2):
                connection.execute(table.insert().values(row(table, i)))
    return contents(engine)


def row(table, i):
    values = {}
    for column in table.columns:
        kind = next(value for type_, value in VALUES.items() if isinstance(column.type, type_))
        own = column.primary_key or column.unique or column.foreign_keys or column.name == "name"
        values[column.name] = (
            i if kind == 1 and own else kind.replace("1", str(i)) if isinstance(kind, str) and own else kind
        )
    return values | ({"parent": None} if "parent" in values else {})


def contents(engine):
    metadata = sa.MetaData()
    metadata.reflect(engine)
    with engine.connect() as connection:
        return {
            table.name: [
                dict(found._mapping)
                for found in connection.execute(sa.select(table).order_by(*table.primary_key.columns))
            ]
            for table in metadata.sorted_tables
            if table.name != "alembic_version"
        }


def keeps(before, after):
    """Return the tables whose rows lost a value that they had."""
    return [
        name
        for name, found in before.items()
        if [{k: new.get(k) for k in old} for old, new in zip(found, after[name], strict=True)] != found
    ]


@pytest.mark.parametrize("revision", CHAIN)
def test_every_earlier_store_keeps_its_rows(engine, revision):
    upgrade(engine, revision)
    before = fill(engine)
    assert all(len(found) == 2 for found in before.values())
    upgrade(engine, REVISION)
    assert keeps(before, contents(engine)) == []
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, Table.metadata) == []


@pytest.mark.parametrize("revision", CHAIN[:-1])
def test_it_is_opened_as_any_store_and_a_copy_stays(tmp_path, revision):
    engine = sa.create_engine(f"sqlite:///{tmp_path}/old.sqlite3")
    upgrade(engine, revision)
    before = fill(engine)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE profiles SET name = 'p' || id"))
        if "locks" in before:
            connection.execute(sa.text("DELETE FROM locks"))
    engine.dispose()
    with Store.open(f"sqlite:///{tmp_path}/old.sqlite3") as store:
        counts = rows.counts(store)
        assert {name: counts[name] for name in before} == {n: 0 if n == "locks" else 2 for n in before}
        assert store.profiles() == ["p1", "p2"]
        [copy] = tmp_path.glob("*.backup")
    with sa.create_engine(f"sqlite:///{copy}").connect() as connection:
        assert connection.scalar(sa.text("SELECT version_num FROM alembic_version")) == revision


def test_revisions_are_one_line_named_in_order():
    assert sorted(CHAIN) == CHAIN
    assert CHAIN[-1] == REVISION
    for path in (database.MIGRATIONS / "versions").glob("*.py"):
        assert path.stem.rpartition("_")[2] in CHAIN, path
