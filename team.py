"""The dashboard for a team, with a login. Start it with: streamlit run team.py; docs/deploy.md tells what it needs."""

from __future__ import annotations

import sys

import streamlit as st

from views import door

if reason := door.unfit():
    sys.exit(f"The team's dashboard does not start: {reason}")

app = st.App("dashboard.py")
app = door.Door(app)
