"""Makes the peer's tables, its reviewers and their sessions; prints a cookie for each."""
import sys

import django_app as app
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection

call_command("migrate", verbosity=0)
with connection.schema_editor() as editor:
    for model in (app.Submission, app.Answer, app.Photo):
        editor.create_model(model)
password = make_password("trinh-dien-lac-son")
for number in range(int(sys.argv[1])):
    user = app.User.objects.create(username=f"reviewer-{number}", password=password)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    print(f"cookie: {settings.SESSION_COOKIE_NAME}={session.session_key}")
