"""The pages: what is shown and how, never how it is counted."""
