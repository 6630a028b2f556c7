"""Submissions as one would take them with Django on PostgreSQL: session, parts, one transaction.

It keeps the form, its answers as rows, and the photo, all in the database so that 201 means durable; it looks
whether the instance is new. It knows no rights, records no visit, evaluates nothing and writes no audit trail:
the peer does less than the desk."""
import os
import xml.etree.ElementTree as ElementTree

import django
from django.conf import settings

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="bench",
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    DATABASES={"default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "peer", "USER": "postgres", "HOST": "127.0.0.1", "PORT": os.environ["BENCH_PORT"],
        "CONN_MAX_AGE": None,
    }},
    USE_TZ=True,
)
django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import IntegrityError, models, transaction  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402


class Submission(models.Model):
    instance = models.CharField(max_length=200, unique=True)
    household = models.UUIDField(db_index=True)
    day = models.DateField()
    xml = models.BinaryField()
    sender = models.ForeignKey(User, models.PROTECT)
    received = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "bench"


class Answer(models.Model):
    submission = models.ForeignKey(Submission, models.CASCADE)
    name = models.CharField(max_length=80)
    value = models.TextField()

    class Meta:
        app_label = "bench"


class Photo(models.Model):
    submission = models.ForeignKey(Submission, models.CASCADE)
    name = models.CharField(max_length=200)
    media = models.CharField(max_length=80)
    content = models.BinaryField()

    class Meta:
        app_label = "bench"


def leaves(element, place=""):
    for child in element:
        name = f"{place}{child.tag}"
        if len(child):
            yield from leaves(child, f"{name}/")
        elif child.text:
            yield name, child.text


def submission(request):
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    files = dict(request.FILES.items())
    xml = files.pop("xml_submission_file").read()
    form = ElementTree.fromstring(xml)
    instance = form.findtext("meta/instanceID")
    try:
        with transaction.atomic():
            if Submission.objects.filter(instance=instance).exists():
                return HttpResponse(status=201)
            kept = Submission.objects.create(
                instance=instance, household=form.findtext("visit/household"), day=form.findtext("visit/day"),
                xml=xml, sender=request.user)
            Answer.objects.bulk_create(Answer(submission=kept, name=name, value=value) for name, value in leaves(form))
            for name, file in files.items():
                Photo.objects.create(submission=kept, name=name, media=file.content_type, content=file.read())
    except IntegrityError:
        # Sent again while the first was still being written.
        pass
    return HttpResponse(status=201)


urlpatterns = [path("submission", submission)]
application = get_wsgi_application()
