"""A port that cannot be had is named before anything starts."""

import socket

import pytest

from keepword.wiring import arguments
from keepword.wiring.ports import refuse_unusable
from keepword.wiring.refusing import Refused


def test_a_port_where_another_program_listens_is_named_with_its_option():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(Refused, match="--mail-port: .* another program listens there"):
            refuse_unusable(host="127.0.0.1", ports={"--port": 0, "--mail-port": other.getsockname()[1]})


def test_a_free_port_is_left_free():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    refuse_unusable(host="127.0.0.1", ports={"--port": port})
    refuse_unusable(host="127.0.0.1", ports={"--port": port})


def test_two_parts_cannot_listen_on_one_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    with pytest.raises(Refused, match=f"KEEPWORD_LMTP_PORT: {port} is the port of --mail-port, too"):
        refuse_unusable(host="127.0.0.1", ports={"--port": 0, "--mail-port": port, "KEEPWORD_LMTP_PORT": port})


@pytest.mark.parametrize(
    ("host", "sentence"), [("no such host", "no address"), ("192.0.2.1", "does not have that address")]
)
def test_an_address_that_is_not_ours_is_refused(host: str, sentence: str):
    with pytest.raises(Refused, match=sentence):
        refuse_unusable(host=host, ports={"--port": 8000})


@pytest.mark.parametrize("port", ["65536", "-1", "http", ""])
def test_what_is_no_port_is_no_word_of_the_command_line(port: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        arguments.parser().parse_args(["serve", f"--port={port}"])
    assert "up to 65535" in capsys.readouterr().err
