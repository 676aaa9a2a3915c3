"""Uvicorn's server without its command line: Click, and the processes that look after processes (1.4 MB)."""

from keepword.kit.left_out import left_out

with left_out("uvicorn.main", Server=None, main=None, run=None):
    from uvicorn.config import Config
    from uvicorn.server import Server

__all__ = ["Config", "Server"]
