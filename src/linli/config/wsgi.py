"""What the web server calls: one WSGI application, with Django set up."""

from django.core.wsgi import get_wsgi_application

from linli.config import environment

environment.publish(environment.read())
application = get_wsgi_application()
