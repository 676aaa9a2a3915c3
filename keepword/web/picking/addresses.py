"""Where what is chosen among hundreds is found."""

from django.urls import path

from keepword.web.picking import found

PATHS = [path("choices", found.show, name="choices")]
