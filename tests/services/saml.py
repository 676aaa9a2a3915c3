"""A small SAML provider: says of itself what it is, and signs who comes."""

import base64
import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from onelogin.saml2.utils import OneLogin_Saml2_Utils

ENTITY = "https://idp.example/saml"
EMAIL_FORMAT = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
NAMES = 'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"'


@dataclass
class SamlProvider:
    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))

    @property
    def metadata(self) -> str:
        body = "".join(self.certificate.splitlines()[1:-1])
        return (
            f'<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{ENTITY}">'
            '<IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">'
            '<KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data>'
            f"<X509Certificate>{body}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>"
            '<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" '
            f'Location="{ENTITY}/sso"/></IDPSSODescriptor></EntityDescriptor>'
        )

    @property
    def certificate(self) -> str:
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp.example")])
        now = datetime(2026, 1, 1, tzinfo=UTC)
        made = x509.CertificateBuilder(name, name, self.key.public_key(), 1, now, now + timedelta(days=3650))
        return made.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()

    def answer(
        self,
        address: str,
        *,
        email: str,
        audience: str = "",
        later: timedelta = timedelta(),
        signed: bool = True,
        asked: bool = True,
    ) -> str:
        """What a browser brings back from `address`, as base64. `later` moves the time in which it is good. Without
        `asked` the provider begins by itself: it names no question of ours."""
        request = request_in(address)
        ours = audience or next(request.iter("{urn:oasis:names:tc:SAML:2.0:assertion}Issuer")).text
        there, number = request.get("AssertionConsumerServiceURL"), request.get("ID")
        moment = datetime.now(UTC) + later
        now, until = (f"{one:%Y-%m-%dT%H:%M:%SZ}" for one in (moment, moment + timedelta(minutes=5)))
        xml = (
            f'<samlp:Response {NAMES} ID="_r1" Version="2.0" IssueInstant="{now}" Destination="{there}" '
            f'InResponseTo="{number}"><saml:Issuer>{ENTITY}</saml:Issuer><samlp:Status>'
            '<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>'
            f'<saml:Assertion ID="_a1" Version="2.0" IssueInstant="{now}"><saml:Issuer>{ENTITY}</saml:Issuer>'
            f'<saml:Subject><saml:NameID Format="{EMAIL_FORMAT}">{email}</saml:NameID>'
            '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">'
            f'<saml:SubjectConfirmationData NotOnOrAfter="{until}" Recipient="{there}" InResponseTo="{number}"/>'
            f'</saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="{now}" NotOnOrAfter="{until}">'
            f"<saml:AudienceRestriction><saml:Audience>{ours}</saml:Audience></saml:AudienceRestriction>"
            f'</saml:Conditions><saml:AuthnStatement AuthnInstant="{now}" SessionIndex="_s1"><saml:AuthnContext>'
            "<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef>"
            "</saml:AuthnContext></saml:AuthnStatement></saml:Assertion></samlp:Response>"
        )
        xml = xml if asked else xml.replace(f' InResponseTo="{number}"', "")
        return base64.b64encode(self.sign(xml) if signed else xml.encode()).decode()

    def sign(self, xml: str) -> bytes:
        pem = self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        made = OneLogin_Saml2_Utils.add_sign(xml, pem.decode(), self.certificate)
        return made if isinstance(made, bytes) else made.encode()


def request_in(address: str) -> ElementTree.Element:
    asked = parse_qs(urlsplit(address).query)["SAMLRequest"][0]
    return ElementTree.fromstring(zlib.decompress(base64.b64decode(asked), -15))  # noqa: S314 - written by us
