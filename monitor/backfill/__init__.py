"""Very many articles in files: read by several processes or machines into parts, which are then loaded into a store."""
