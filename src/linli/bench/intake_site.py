"""The site of the intake bench: our filing door as a machine calls it, and bare endpoints beside it.

All run in one process, behind the same middleware, and answer one POST with one JSON object.
"""

import json
from datetime import timedelta

import django

django.setup()

from django.conf import settings  # noqa: E402  (settings are read once Django is set up)
from django.contrib.sessions.models import Session  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpRequest, JsonResponse  # noqa: E402
from django.urls import path  # noqa: E402
from django.utils.crypto import get_random_string  # noqa: E402
from django.views.decorators.csrf import csrf_exempt  # noqa: E402

from linli.actions.cases import file_case  # noqa: E402
from linli.actions.deciding import Filing  # noqa: E402
from linli.bench.open_vault import OpenVault  # noqa: E402
from linli.domain.engine.context import RESIDENT  # noqa: E402
from linli.store.secrets import using  # noqa: E402
from linli.ui.moment import present  # noqa: E402
from linli.ui.office import the_office  # noqa: E402

KEY_LENGTH = 40


@csrf_exempt
def file(request: HttpRequest) -> JsonResponse:
    """File what is asked: place the point, find the unit, start the clocks, chain the entry, give a receipt."""
    asked = json.loads(request.body)
    filing = Filing(command_id=get_random_string(26), fields=asked)
    filed = file_case(the_office(), filing, actor=RESIDENT, now=present())
    return JsonResponse({"number": filed.number, "receipt": filed.receipt})


@csrf_exempt
def file_open(request: HttpRequest) -> JsonResponse:
    """File as `file` does and seal nothing: for comparison only."""
    with using(OpenVault()):
        answer: JsonResponse = file(request)
        return answer


@csrf_exempt
def bare_model(request: HttpRequest) -> JsonResponse:
    """Insert one row through Django's ORM."""
    asked = json.loads(request.body)
    key, until = get_random_string(KEY_LENGTH), present() + timedelta(days=1)
    row = Session.objects.create(session_key=key, session_data=asked["words"], expire_date=until)
    return JsonResponse({"key": row.session_key})


@csrf_exempt
def bare_cursor(request: HttpRequest) -> JsonResponse:
    """Insert one row by one statement, with nothing of the ORM: the least an endpoint can do."""
    asked, key = json.loads(request.body), get_random_string(KEY_LENGTH)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_session (session_key, session_data, expire_date) VALUES (%s, %s, %s)",
            [key, asked["words"], present()],
        )
    return JsonResponse({"key": key})


urlpatterns = [
    path("file", file),
    path("file-open", file_open),
    path("bare-model", bare_model),
    path("bare-cursor", bare_cursor),
]
settings.ROOT_URLCONF = __name__
application = get_wsgi_application()
