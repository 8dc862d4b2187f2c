"""The door of the web server."""

import os

from django.core.wsgi import get_wsgi_application

from huying.site.whole import whole

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huying.site.settings")
application = whole(get_wsgi_application())
