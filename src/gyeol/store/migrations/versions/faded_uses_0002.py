"""A faded weight beside each count of uses."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add `uses.weight`, as of `uses.last`; what was counted before weighs as if it had all been sent then."""
    with op.batch_alter_table("uses") as uses:
        uses.add_column(sa.Column("weight", sa.Float, nullable=False, server_default="0"))
    op.execute("UPDATE uses SET weight = count")
    with op.batch_alter_table("uses") as uses:
        uses.alter_column("weight", existing_type=sa.Float, existing_nullable=False, server_default=None)
