"""Load a part of a library without another part that it brings along and that we never or seldom use."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any


@contextmanager
def left_out(name: str, **stands_for: Any) -> Iterator[None]:
    """While within, whoever imports the module `name` gets one that holds only `stands_for`; what lies in it, when it
    is a package, can be imported all the same. Afterwards it can be had as it is. Nothing happens where somebody has
    it already: tests do. Only while nobody else imports, at the start of the program."""
    if name in sys.modules:
        yield
        return
    stand_in = ModuleType(name)
    vars(stand_in).update(stands_for)
    stand_in.__path__ = _folders(name)
    sys.modules[name] = stand_in
    try:
        yield
    finally:
        del sys.modules[name]


def put_off(name: str) -> None:
    """Whoever imports the module `name` gets one that is empty until it is first asked for something, and then holds
    what the module holds. Nothing happens where somebody has it already, or where it is not to be found. At the start
    of the program, while there is one thread."""
    if name in sys.modules or find_spec(name) is None:
        return
    stand_in = ModuleType(name)
    stand_in.__path__ = _folders(name)

    def fetch(wanted: str) -> Any:
        if wanted.startswith("__"):  # whoever only looks what kind of module it is
            raise AttributeError(wanted)
        if sys.modules.get(name) is stand_in:
            del sys.modules[name]
        module = import_module(name)
        vars(stand_in).update(vars(module))
        return getattr(module, wanted)

    vars(stand_in)["__getattr__"] = fetch
    sys.modules[name] = stand_in


def _folders(name: str) -> list[str]:
    """Where the modules in it lie. It is looked for from outside: to find it by its name would load it."""
    library, *rest = name.split(".")
    spec = find_spec(library)
    places = spec.submodule_search_locations if spec else None
    return [str(folder) for place in places or () if (folder := Path(place, *rest)).is_dir()]
