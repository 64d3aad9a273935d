"""Readers of what arrives: one small file per kind of file, chosen by content and not by name."""
