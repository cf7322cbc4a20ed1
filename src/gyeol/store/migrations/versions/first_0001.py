"""The first store: profiles, likes, uses, queries, impressions, ratings."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables as they were in revision 0001, whatever gyeol.store.tables says by now."""
    op.create_table(
        "profiles",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String, nullable=False, unique=True),
        sa.Column("created", sa.DateTime, nullable=False),
    )
    op.create_table(
        "likes",
        sa.Column(
            "profile_id", sa.Integer, sa.ForeignKey("profiles.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("item_id", sa.String, primary_key=True),
        sa.Column("since", sa.DateTime, nullable=False),
    )
    op.create_table(
        "uses",
        sa.Column(
            "profile_id", sa.Integer, sa.ForeignKey("profiles.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("item_id", sa.String, primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("last", sa.DateTime, nullable=False),
    )
    op.create_table(
        "queries",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("profile_id", sa.Integer, sa.ForeignKey("profiles.id", ondelete="CASCADE"), nullable=False),
        sa.Column("parent", sa.Integer, sa.ForeignKey("queries.id", ondelete="SET NULL")),
        sa.Column("created", sa.DateTime, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("emotions", sa.JSON, nullable=False),
        sa.Column("vectors", sa.LargeBinary, nullable=False),
        sa.Column("model", sa.String, nullable=False),
        sa.Column("catalogue", sa.String, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_queries_profile_id", "queries", ["profile_id"])
    op.create_index("ix_queries_parent", "queries", ["parent"])
    op.create_table(
        "impressions",
        sa.Column("query_id", sa.Integer, sa.ForeignKey("queries.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("item_id", sa.String, primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("why", sa.JSON, nullable=False),
    )
    op.create_table(
        "ratings",
        sa.Column("query_id", sa.Integer, primary_key=True),
        sa.Column("item_id", sa.String, primary_key=True),
        sa.Column("value", sa.Integer, nullable=False),
        sa.Column("created", sa.DateTime, nullable=False),
        sa.ForeignKeyConstraint(
            ["query_id", "item_id"], ["impressions.query_id", "impressions.item_id"], ondelete="CASCADE"
        ),
        sa.CheckConstraint("value BETWEEN 1 AND 5", name="value_1_to_5"),
    )
