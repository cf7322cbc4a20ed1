"""Corrections of readings, and what was measured of each reading, so that a change of them is noticed."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the tables as they were in revision 0005."""
    owner = sa.ForeignKey("profiles.id", ondelete="CASCADE")
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("profile_id", sa.Integer, owner, nullable=False),
        sa.Column("entry_id", sa.Integer, sa.ForeignKey("entries.id", ondelete="CASCADE")),
        sa.Column("start", sa.Integer),
        sa.Column("end", sa.Integer),
        sa.Column("text", sa.String),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("top", sa.String, nullable=False),
        sa.Column("emotions", sa.JSON, nullable=False),
        sa.Column("model", sa.String, nullable=False),
        sa.Column("labels", sa.JSON, nullable=False),
        sa.Column("consent", sa.Boolean, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created", sa.DateTime, nullable=False),
        sa.Column("edited", sa.DateTime, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_corrections_profile_id", "corrections", ["profile_id"])
    op.create_index("ix_corrections_entry_id", "corrections", ["entry_id"])
    op.create_table(
        "watched",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("profile_id", sa.Integer, sa.ForeignKey("profiles.id", ondelete="CASCADE"), nullable=False),
        sa.Column("created", sa.DateTime, nullable=False),
        sa.Column("model", sa.String, nullable=False),
        sa.Column("measures", sa.JSON, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_watched_profile_id", "watched", ["profile_id"])
