"""A real name server for a few names, on a port of its own."""

import socketserver
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

# What is known: name -> kind -> records, as a zone file writes them.
Zone = Mapping[str, Mapping[str, list[str]]]


@contextmanager
def name_server(zone: Zone, *, is_mute: bool = False) -> Iterator[str]:
    """Answers until the end of the block; `is_mute` hears everything and says nothing. Gives "address:port"."""

    class Asked(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            question, line = self.request
            if not is_mute:
                line.sendto(_answer(dns.message.from_wire(question), zone=zone).to_wire(), self.client_address)

    with socketserver.ThreadingUDPServer(("127.0.0.1", 0), Asked) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


def _answer(asked: dns.message.Message, *, zone: Zone) -> dns.message.Message:
    answer, (question, *_) = dns.message.make_response(asked), asked.question
    answer.flags |= dns.flags.RA
    name = question.name.to_text(omit_final_dot=True).lower()
    if name not in zone:
        answer.set_rcode(dns.rcode.NXDOMAIN)
        return answer
    kind = question.rdtype.name
    records = zone[name].get(kind, [])
    if records:
        answer.answer.append(dns.rrset.from_text(question.name, 60, "IN", kind, *records))
    return answer
