"""A certificate for this machine alone, made on the spot."""

from dataclasses import dataclass
from pathlib import Path
from subprocess import run

from tests.services.processes import program


@dataclass(frozen=True)
class Certificate:
    """Paths of PEM files. `certificate` is also what a client must trust."""

    certificate: Path
    key: Path


def make_certificate(folder: Path) -> Certificate:
    """Valid for localhost and 127.0.0.1, for two days."""
    made = Certificate(certificate=folder / "certificate.pem", key=folder / "key.pem")
    openssl = program("openssl", package="openssl")
    run(
        [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
         "-keyout", str(made.key), "-out", str(made.certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    return made
