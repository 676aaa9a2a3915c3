"""The short way names the same addresses as Django."""

import pytest
from django.test import override_settings
from django.urls import NoReverseMatch, get_resolver, path, reverse, set_script_prefix
from django.urls.converters import IntConverter

from keepword.kit.reversing import address_of


def show(request, **numbers):
    """A page that nobody opens."""


class TwoDigits(IntConverter):
    regex = "[0-9]{2}"


urlpatterns = [
    path("한/<int:first>/and/<int:second>", show, name="two"),
    path("turned/<int:second>/<int:first>", show, name="turned"),
    path("twice/<int:number>", show, name="either"),
    path("twice/<int:number>/<int:other>", show, name="either"),
    path("word/<str:word>", show, name="word"),
    path("alone", show, name="alone"),
]


@pytest.fixture(autouse=True)
def our_addresses():
    with override_settings(ROOT_URLCONF=__name__):
        yield


@pytest.mark.parametrize(
    ("name", "args", "kwargs"),
    [
        ("two", (1, 22), {}),
        ("two", (), {"second": 5, "first": 0}),
        ("turned", (), {"first": 3, "second": 4}),
        ("turned", (3, 4), {}),
        ("either", (7,), {}),
        ("either", (), {"number": 7, "other": 10**15}),
        ("word", (12,), {}),
        ("word", ("a b한글%?#",), {}),
        ("word", (True,), {}),
        ("alone", (), {}),
        ("two", (70_000_000_002, 70_000_000_001), {}),
    ],
)
def test_it_is_what_django_says(name, args, kwargs):
    for _ in range(2):
        assert address_of(name, *args, **kwargs) == reverse(name, args=args or None, kwargs=kwargs or None)


@pytest.mark.parametrize(("name", "args"), [("two", (1,)), ("two", (1, -2)), ("nobody", (1,)), ("alone", (1,))])
def test_what_is_no_address_is_none_here_either(name, args):
    with pytest.raises(NoReverseMatch):
        reverse(name, args=args)
    with pytest.raises(NoReverseMatch):
        address_of(name, *args)


def test_a_prefix_stands_before_it():
    address_of("two", 1, 2)
    set_script_prefix("/desk/")
    try:
        assert address_of("two", 1, 2) == "/desk/%ED%95%9C/1/and/2"
    finally:
        set_script_prefix("/")


def test_every_page_with_numbers_has_the_same_address_by_both_ways(settings):
    settings.ROOT_URLCONF = "keepword.wiring.urls"
    tried = 0
    for name in get_resolver().namespace_dict["web"][1].reverse_dict:
        for values in ([5], [5, 6], [5, 6, 7]):
            try:
                expected = reverse(f"web:{name}", args=values)
            except NoReverseMatch:
                continue
            tried += 1
            assert address_of(f"web:{name}", *values) == expected
    assert tried > 100
