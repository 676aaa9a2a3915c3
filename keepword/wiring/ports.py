"""Whether we may listen where we were told to, asked before anything else is started."""

import errno
import os
import socket  # house: binds and lets go; nothing is sent anywhere

from keepword.wiring.refusing import Refused


def refuse_unusable(*, host: str, ports: dict[str, int]) -> None:
    """`ports`: the word of the command line or setting -> port; 0 means none. Raises Refused with a sentence."""
    known: dict[int, str] = {}
    for word, port in ports.items():
        if not port:
            continue
        if port in known:
            raise Refused(f"{word}: {port} is the port of {known[port]}, too. Choose another.")
        known[port] = word
        _try(host, port, word=word)


def _try(host: str, port: int, *, word: str) -> None:
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except socket.gaierror as error:
        raise Refused(f"--host: there is no address {host}.") from error
    except OSError as error:
        raise Refused(f"{word}: cannot listen on {host}, port {port}: {_why(error)}") from error


def _why(error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return "another program listens there. Stop it or choose another port."
    if error.errno == errno.EACCES:
        return "ports under 1024 need a privilege. Choose another port, or let a web server stand in front."
    if error.errno == errno.EADDRNOTAVAIL:
        return "this machine does not have that address."
    return f"{os.strerror(error.errno or 0)}."
