"""Text in, mentions out: pure functions over the tables of data/."""
