"""The access table: every address of the console by its name, with who may open it."""

from collections.abc import Mapping

from django.urls import URLPattern

from linli.console.seat import Access, access_of


def access_table() -> Mapping[str, Access]:
    """Return who may open each address, by url name; raises LookupError for a view that does not say."""
    from linli.console.urls import urlpatterns  # the addresses import the views, which import their access

    table = {}
    for pattern in urlpatterns:
        name = str(pattern.name)
        access = access_of(pattern.callback) if isinstance(pattern, URLPattern) else None
        if access is None:
            raise LookupError(f"{name} does not say who may open it")
        table[name] = access
    return table
