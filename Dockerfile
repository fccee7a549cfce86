# The portal for production. Settings come from the environment; see README.md.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 SSK_VAR=/srv/portal/var
WORKDIR /srv/portal

COPY requirements.lock .
RUN pip install --no-cache-dir --require-hashes --requirement requirements.lock

COPY . .
# Collecting needs settings but keeps none of them: demo mode wants no secrets.
RUN SSK_MODE=demo python manage.py collectstatic --noinput --skip-checks && rm -f var/secret-key \
 && useradd --system --home /srv/portal portal && mkdir -p var/media && chown -R portal var

USER portal
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--workers", "4", "--respawn-failed-workers", "--host", "0.0.0.0", "--port", "8000", "ssk_portal.wsgi:application"]
