"""Django's PostgreSQL engine on the embedded PostgreSQL: ``ENGINE = "ssk_portal.pg.backend"``."""
