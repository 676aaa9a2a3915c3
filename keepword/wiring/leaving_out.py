"""What libraries bring along and a server never or seldom uses: 6 MB of what it would hold."""

from importlib import import_module

from keepword.kit.left_out import left_out, put_off


def test_tools() -> None:
    """Ninja asks Django's test tools for one signal, which would bring them all, `unittest` and its mocks included:
    3.6 MB. Before anything of Ninja is loaded."""
    with left_out("django.test"):
        import_module("django.test.signals")


def uvicorns_program() -> None:
    """Uvicorn's command line, and the processes that look after processes: 1.4 MB. Before anything of it is loaded."""
    with left_out("uvicorn.main", Server=None, main=None, run=None):
        import_module("uvicorn")


def sql_reader() -> None:
    """Django reads SQL only where a migration brings some of its own: 1.3 MB. Before Django looks for databases."""
    put_off("sqlparse")
