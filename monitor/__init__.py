"""Remembers and reports: reads articles, keeps the store, answers queries, writes exports. Never draws a page."""
