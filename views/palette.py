"""How the categories look: colours told apart with every common colour blindness, and never by colour alone."""

from monitor.brief import COLOURS

# The same four hues lifted for a dark page, where #4B2E83 would vanish.
DARK = {"displacement": "#4FA8DE", "arrest": "#F2B840", "execution": "#B197E8", "civilian_harm": "#F0904A"}
PAPER = ("#FFFFFF", "#12181F")  # light, dark: charts are not clear, since a saved picture is looked at on any ground
DASHES = {"displacement": "solid", "arrest": "dash", "execution": "dot", "civilian_harm": "dashdot"}
MARKERS = {"displacement": "circle", "arrest": "square", "execution": "diamond", "civilian_harm": "triangle-up"}


def colours(dark: bool) -> dict[str, str]:
    return DARK if dark else COLOURS
