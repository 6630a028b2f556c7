"""The household page as one would write it with Django: models over the same tables, a Django template.

No session, no rights, no explanation, no translation: the peer does less than the desk."""
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
from django.http import Http404  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402


class Household(models.Model):
    id = models.BinaryField(primary_key=True)
    code = models.TextField()
    head = models.TextField()
    class_word = models.TextField(db_column="class")
    members = models.IntegerField()
    ethnicity = models.TextField()

    class Meta:
        app_label, db_table, managed = "bench", "household", False


class Person(models.Model):
    id = models.BinaryField(primary_key=True)
    household_id = models.BinaryField()
    name = models.TextField()
    sex = models.TextField()
    birth_year = models.IntegerField()
    relation = models.TextField()

    class Meta:
        app_label, db_table, managed = "bench", "person", False


class Status(models.Model):
    household_id = models.BinaryField(primary_key=True)
    from_day = models.IntegerField()
    to_day = models.IntegerField()
    class_word = models.TextField(db_column="class")
    movement = models.TextField()

    class Meta:
        app_label, db_table, managed = "bench", "status", False


class Visit(models.Model):
    id = models.BinaryField(primary_key=True)
    household_id = models.BinaryField()
    day = models.IntegerField()

    class Meta:
        app_label, db_table, managed = "bench", "visit", False


class Evaluation(models.Model):
    visit = models.OneToOneField(Visit, models.DO_NOTHING, primary_key=True)
    standard = models.TextField()
    class_word = models.TextField(db_column="class")
    score = models.IntegerField()
    deprived = models.IntegerField()

    @property
    def day(self):
        return self.visit.day

    class Meta:
        app_label, db_table, managed = "bench", "evaluation", False


def household(request, id):
    key = uuid.UUID(id).bytes
    row = Household.objects.filter(id=key).first()
    if row is None:
        raise Http404
    return render(request, "household.html", {
        "household": row,
        "persons": Person.objects.filter(household_id=key),
        "timeline": Status.objects.filter(household_id=key).order_by("from_day"),
        "evaluations": Evaluation.objects.filter(visit__household_id=key).select_related("visit").order_by("visit__day"),
    })


urlpatterns = [path("households/<str:id>", household)]
application = get_wsgi_application()
