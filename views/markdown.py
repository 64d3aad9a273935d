"""Text for places where Streamlit would read markdown."""


def plain(text: str) -> str:
    """The text with nothing in it that Streamlit's markdown would act on."""
    return "".join(f"\\{char}" if char in r"\`*_{}[]()#+-.!|<>$~:&" else char for char in text)
