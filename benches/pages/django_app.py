"""The household page as one would write it with Django: models over the same tables, a Django template.

It reads whose session it is, but knows no rights and explains nothing: the peer does less than the desk."""
import hashlib
import os
import uuid
from pathlib import Path

import django
from django.conf import settings

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="bench",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["BENCH_DATABASE"], "CONN_MAX_AGE": None}},
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [Path(__file__).parent]}],
    USE_TZ=False,
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import models  # noqa: E402
from django.db.models import F  # noqa: E402
from django.http import Http404, HttpResponse  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402

import facts  # noqa: E402


def table(name: str, columns: dict, key: str = "id") -> type[models.Model]:
    """A model over a table that is there already."""
    meta = type("Meta", (), {"app_label": "bench", "db_table": name, "managed": False})
    fields = {column: field for column, field in columns.items()}
    return type(name.capitalize(), (models.Model,), {"__module__": __name__, "Meta": meta, key: models.BinaryField(primary_key=True), **fields})


def text():
    return models.TextField()


def number():
    return models.IntegerField()


def class_word():
    return models.TextField(db_column="class")


def household_id():
    return models.BinaryField()


Account = table("account", {"name": text()})
Session = table("session", {"account": models.ForeignKey(Account, models.DO_NOTHING)}, key="token_hash")
Village = table("village", {"name": text()})
Household = table("household", {"code": text(), "head": text(), "class_word": class_word(), "members": number(), "ethnicity": text(), "address": text(), "village": models.ForeignKey(Village, models.DO_NOTHING)})
Person = table("person", {"household_id": household_id(), "name": text(), "sex": text(), "birth_day": number(), "birth_year": number(), "relation": text(), "ethnicity": text(), "joined": number(), "gone": number()})
Visit = table("visit", {"household_id": household_id(), "day": number(), "reviewer": text(), "answers": text()})
Evaluation = table("evaluation", {"visit": models.ForeignKey(Visit, models.DO_NOTHING), "standard": text(), "class_word": class_word(), "score": number(), "deprived": number(), "known": number(), "low": number(), "high": number()}, key="law")
Status = table("status", {"from_day": number(), "to_day": number(), "class_word": class_word(), "movement": text(), "basis": text(), "standard": text(), "members": number()}, key="household_id")
Event = table("event", {"household_id": household_id(), "day": number(), "kind": text(), "note": text()})
Finding = table("finding", {"household_id": household_id(), "code": text(), "settlement": text()})
Audit = table("audit", {"subject": text(), "subject_id": text(), "at": number(), "account_name": text(), "action": text(), "reason": text()})

PERSON = ("name", "sex", "birth_day", "birth_year", "relation", "ethnicity", "joined", "gone")
EVALUATION = ("visit_id", "standard", "class_word", "score", "deprived", "known", "low", "high")
STATUS = ("from_day", "to_day", "class_word", "movement", "basis", "standard", "members")


def household(request, id):
    key = uuid.UUID(id)
    token = hashlib.sha256(bytes.fromhex(request.COOKIES["chieusau_session"])).digest()
    if Session.objects.filter(token_hash=token).select_related("account").first() is None:
        return HttpResponse(status=401)
    row = Household.objects.filter(id=key.bytes).values("code", "head", "class_word", "members", "ethnicity", "address", village_name=F("village__name")).first()
    if row is None:
        raise Http404
    row["village"] = row["village_name"]
    mine = {"household_id": key.bytes}
    return render(request, "household.html", facts.page(
        row,
        Person.objects.filter(**mine).order_by("joined", "id").values(*PERSON),
        Visit.objects.filter(**mine).order_by("-day", "-id").values("id", "day", "reviewer", "answers"),
        Evaluation.objects.filter(visit__household_id=key.bytes).values(*EVALUATION),
        Status.objects.filter(**mine).order_by("from_day").values(*STATUS),
        Event.objects.filter(**mine).order_by("day", "id").values("day", "kind", "note"),
        Finding.objects.filter(**mine).values("code", "settlement"),
        Audit.objects.filter(subject="household", subject_id=key.hex).order_by("at", "id").values("at", "account_name", "action", "reason"),
    ))


urlpatterns = [path("households/<str:id>", household)]
application = get_wsgi_application()
