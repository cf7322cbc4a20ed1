"""Where to hear a song: the address that its list names, or one that searches for it."""

from urllib.parse import quote_plus

from gyeol.catalog import Item

SEARCH = "https://www.youtube.com/results?search_query="


def link(item: Item) -> str:
    """Return a web address for a song; making it fetches nothing."""
    url = str(item.facts.get("url", ""))
    return url or SEARCH + quote_plus(searched(item))


def searched(item: Item) -> str:
    """Return the words that find a song."""
    return " ".join(part for part in (item.group, item.ko) if part)
