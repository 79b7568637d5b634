"""What an application still needs: the one list that was told, shown while it waits for the papers."""

from linli.actions.public_views import ReceiptView

INCOMPLETE = "incomplete"


def latest_missing(view: ReceiptView) -> str:
    """Return the list told to whoever applied while the application waits for it, else ""."""
    if view.state.stage != INCOMPLETE:
        return ""
    told = [(seq, words) for (seq, key), words in view.values.items() if key == "missing"]
    return max(told)[1] if told else ""
