"""Taste: a faded weight beside each count of uses, and what a profile said of an item by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add `uses.weight`, as of `uses.last`, and `leanings`.

    What was counted before weighs as if it had all been sent at the last moment: the rest is not known.
    """
    with op.batch_alter_table("uses") as uses:
        uses.add_column(sa.Column("weight", sa.Float, nullable=False, server_default="0"))
    op.execute("UPDATE uses SET weight = count")
    with op.batch_alter_table("uses") as uses:
        uses.alter_column("weight", existing_type=sa.Float, existing_nullable=False, server_default=None)
    op.create_table(
        "leanings",
        sa.Column(
            "profile_id", sa.Integer, sa.ForeignKey("profiles.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("item_id", sa.String, primary_key=True),
        sa.Column("value", sa.Float, nullable=False),
        sa.Column("since", sa.DateTime, nullable=False),
    )
