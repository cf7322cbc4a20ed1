"""What Alembic runs to migrate a store, on the connection and in the transaction of gyeol.store.database."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
context.run_migrations()
