"""Django's settings, read from the environment by `environment.py`. Each is listed in `docs/running.md`."""

import os
from pathlib import Path

from keepword.wiring import checking, environment

ENV = os.environ
PACKAGE = Path(__file__).resolve().parent.parent
DATA = environment.data_folder(ENV)

SECRET_KEY = environment.secret(ENV, data=DATA)
DEBUG = False
ALLOWED_HOSTS = checking.hosts(ENV)
PUBLIC_ADDRESS = checking.web_address(ENV)
PROXIES = checking.proxies(ENV)
BEHIND_TLS = PUBLIC_ADDRESS.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "keepword.kit",
    "keepword.events",
    "keepword.hours",
    "keepword.people",
    "keepword.brands",
    "keepword.commerce",
    "keepword.principles",
    "keepword.conversations",
    "keepword.promises",
    "keepword.surveys",
    "keepword.care",
    "keepword.channels.email",
    "keepword.channels.form",
    "keepword.channels.chat",
    "keepword.privacy",
    "keepword.notices",
    "keepword.insight",
    "keepword.web",
    "keepword.help_center",
    "keepword.widget",
    "keepword.api",
    "keepword.wiring",
]

MIDDLEWARE = [
    "keepword.api.metrics.MeasuringMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "keepword.wiring.compressing.CompressingMiddleware",
    "csp.middleware.CSPMiddleware",
    "keepword.api.problems.ProblemMiddleware",
    "keepword.web.live.NotingMiddleware",
    "keepword.people.recognising.DeskSessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "keepword.web.language.AgentLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "keepword.wiring.urls"
APPEND_SLASH = False
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [
            PACKAGE / "web" / "templates",
            PACKAGE / "help_center" / "templates",
            PACKAGE / "widget" / "templates",
        ],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "keepword.wiring.templates.environment",
            "extensions": ["jinja2.ext.i18n"],
            "context_processors": ["keepword.web.people.allowing.allowed"],
        },
    }
]

DATABASES = {"default": environment.database(ENV, data=DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = checking.redis_url(ENV)

# Sign-in
AUTH_USER_MODEL = "people.Agent"
AUTHENTICATION_BACKENDS = ["keepword.people.recognising.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "keepword.people.passwords.LongEnough"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # unique without case, by a constraint

# Cookies and headers
SESSION_ENGINE = "keepword.people.recognising"
SESSION_COOKIE_NAME = "keepword"
SESSION_COOKIE_AGE = 14 * 86_400
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS] if PUBLIC_ADDRESS else []
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "keepword.web.errors.forbidden_form"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "frame-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
        "base-uri": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

# Words and times
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("zh-hans", "简体中文"),
    ("zh-hant", "繁體中文"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("es", "Español"),
    ("de", "Deutsch"),
    ("fr", "Français"),
    ("pt", "Português"),
    ("ar", "العربية"),
]
AGENT_LANGUAGES = ["en", "zh-hans", "ko"]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Files
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [("web", PACKAGE / "web" / "static")]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
FILES = environment.files_folder(ENV, data=DATA)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(FILES)}},
    "staticfiles": {"BACKEND": "keepword.wiring.statics.Storage"},
}

# Limits
MAIL_SIZE_LIMIT = environment.number(ENV, "KEEPWORD_MAIL_LIMIT_MB", default=30, least=1, most=200) * 1_000_000
UPLOAD_SIZE_LIMIT = environment.number(ENV, "KEEPWORD_UPLOAD_LIMIT_MB", default=20, least=1, most=200) * 1_000_000
IMPORT_SIZE_LIMIT = environment.number(ENV, "KEEPWORD_IMPORT_LIMIT_MB", default=50, least=1, most=1000) * 1_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000  # hours with as many exceptional days as there may be
API_REQUESTS_PER_MINUTE = environment.number(ENV, "KEEPWORD_API_RATE", default=6000, least=1, most=10_000_000)
DATA_UPLOAD_MAX_NUMBER_FILES = 40  # more than a form takes, so that it can say so and keep what was typed

# Customers' links
AUDIT_DAYS = environment.number(ENV, "KEEPWORD_AUDIT_DAYS", default=730, least=365, most=36_500)
LINK_DAYS = environment.number(ENV, "KEEPWORD_LINK_DAYS", default=30, least=1, most=365)
FORM_LINK_SHOWS_ANSWERS = environment.flag(ENV, "KEEPWORD_FORM_LINK_SHOWS_ANSWERS", default=True)

# To the outside
PRIVATE_ADDRESSES_ALLOWED = environment.flag(ENV, "KEEPWORD_ALLOW_PRIVATE_ADDRESSES", default=False)
NAME_SERVERS = checking.name_servers(ENV)

# Mail in
MAIL_CERTIFICATE = environment.mail_certificate(ENV)
LMTP_PORT = environment.number(ENV, "KEEPWORD_LMTP_PORT", default=0, least=0, most=65535)

# Mail out
RELAY = environment.relay(ENV)
HOOKS = environment.hooks(ENV)
ANYMAIL = RELAY.anymail
EMAIL_TIMEOUT = 30
TRUSTED_RECEIVER = checking.trusted_receiver(ENV)

REACTIONS = "keepword.wiring.reactions"
TEST_RUNNER = "django.test.runner.DiscoverRunner"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"links": {"()": "keepword.wiring.masking.MaskLinks"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["links"]}},
    "root": {"handlers": ["stderr"], "level": checking.log_level(ENV, default="WARNING")},
    "loggers": {
        "keepword": {"level": checking.log_level(ENV, default="INFO")},
        "mail.log": {"level": "ERROR"},
        # The warnings of these hold addresses, and the addresses of customers' pages hold their links.
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
    },
}
