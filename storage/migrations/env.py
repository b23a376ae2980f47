"""Runs migrations over the connection that `storage.schema` gives, inside that connection's transaction."""

from alembic import context

from storage.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, transactional_ddl=True)
context.run_migrations()
