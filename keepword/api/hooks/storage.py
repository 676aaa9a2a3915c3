"""Fetch a mail that Amazon SES laid into a bucket of S3.

Signed with Signature Version 4: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
"""

import hashlib
import hmac
from datetime import datetime
from urllib.parse import quote

from keepword.api.hooks.calls import Elsewhere
from keepword.api.hooks.fetching import download
from keepword.kit import clock

EMPTY = hashlib.sha256(b"").hexdigest()


def from_storage(bucket: str, name: str, *, topic: str, key: str) -> bytes:
    """`topic` is an ARN, whose region is that of the bucket unless the key names one; key: "ID:SECRET" or
    "ID:SECRET@REGION". Raises Elsewhere: mail waits there until the key is right."""
    owner, _, rest = key.partition(":")
    secret, _, region = rest.partition("@")
    if not secret:
        raise Elsewhere("KEEPWORD_HOOKS_API_KEY is needed: mail lies in a bucket.")
    region = region or topic.split(":")[3]
    host = f"s3.{region}.amazonaws.com{'.cn' if region.startswith('cn-') else ''}"
    path = quote(f"/{bucket}/{name}")
    headers = signed_headers(host, path, region=region, owner=owner, secret=secret, at=clock.now())
    return download(f"https://{host}{path}", headers=headers).content


def signed_headers(
    host: str, path: str, *, region: str, owner: str, secret: str, at: datetime, more: tuple[tuple[str, str], ...] = ()
) -> dict[str, str]:
    """Of a GET without a body. `path` is quoted already; `more` are further headers to be signed, in lower case."""
    moment, day = f"{at:%Y%m%dT%H%M%SZ}", f"{at:%Y%m%d}"
    headers = dict(sorted({"host": host, "x-amz-content-sha256": EMPTY, "x-amz-date": moment, **dict(more)}.items()))
    names = ";".join(headers)
    written = "".join(f"{name}:{value}\n" for name, value in headers.items())
    request = f"GET\n{path}\n\n{written}\n{names}\n{EMPTY}"
    scope = f"{day}/{region}/s3/aws4_request"
    to_sign = f"AWS4-HMAC-SHA256\n{moment}\n{scope}\n{hashlib.sha256(request.encode()).hexdigest()}"
    signature = hmac.new(_key(secret, day, region), to_sign.encode(), hashlib.sha256).hexdigest()
    proof = f"AWS4-HMAC-SHA256 Credential={owner}/{scope},SignedHeaders={names},Signature={signature}"
    return {name: value for name, value in headers.items() if name != "host"} | {"Authorization": proof}


def _key(secret: str, *parts: str) -> bytes:
    key = f"AWS4{secret}".encode()
    for part in (*parts, "s3", "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    return key
