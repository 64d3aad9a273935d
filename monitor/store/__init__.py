"""The store: articles, mentions, runs and reviews in one database, SQLite by default, PostgreSQL by URL."""
