"""Real servers for tests, each private: in a folder of its own, on a free port of this machine, stopped afterwards.

Each module holds one context manager that starts the server and yields its addresses. A program that is not
installed raises `Missing`; the fixtures in `tests/fixtures.py` turn that into a skip that names the Debian package.
"""
