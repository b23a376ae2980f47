"""Everything that is remembered, sealed, in one database."""
