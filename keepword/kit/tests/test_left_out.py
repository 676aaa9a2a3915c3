"""A part of a library is loaded without another part of it."""

import subprocess
import sys

WITHOUT = """
import sys
from keepword.kit.left_out import left_out

with left_out("email.mime", words="instead"):
    from email.mime import words
    from email.mime.text import MIMEText

assert words == "instead"
assert "email.mime" not in sys.modules
import email.mime
assert not hasattr(email.mime, "words")
assert email.mime.__file__
sys.stdout.write(MIMEText("On its way.").get_payload())
"""
LOADED_BEFORE = """
import sys, email.mime
from keepword.kit.left_out import left_out

before = sys.modules["email.mime"]
with left_out("email.mime", words="instead"):
    assert sys.modules["email.mime"] is before
assert sys.modules["email.mime"] is before
"""


def _run(script):
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout


def test_what_lies_in_it_is_there_and_afterwards_it_is_as_it_is():
    assert _run(WITHOUT) == "On its way."


def test_what_somebody_has_already_stays():
    _run(LOADED_BEFORE)


PUT_OFF = """
import sys
from keepword.kit.left_out import put_off

put_off("colorsys")
put_off("no_such_module_at_all")
import colorsys
assert "hls_to_rgb" not in vars(colorsys) and not hasattr(colorsys, "__file__")
assert colorsys.hls_to_rgb(0, 1, 0) == (1, 1, 1)
assert colorsys.__file__ == sys.modules["colorsys"].__file__
try:
    colorsys.no_such_word
except AttributeError:
    put_off("colorsys")
import colorsys as again
assert again.rgb_to_hls is colorsys.rgb_to_hls
put_off("wsgiref")
from wsgiref.headers import Headers
from wsgiref import util
assert util.guess_scheme({}) == "http"
assert "no_such_module_at_all" not in sys.modules
"""


def test_what_is_put_off_is_read_when_it_is_asked():
    _run(PUT_OFF)
