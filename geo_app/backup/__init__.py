"""Backups: the whole register as one file that is the same for both databases, and its way back.

A backup is a ZIP archive: `manifest.json`, one file of JSON lines for each table, and on request
the secret key, encrypted. It holds nothing of the database's own format, so a register that was
kept in SQLite can be restored into PostgreSQL and the other way round.
"""
