"""The proxy of deploy/nginx.conf as it is shipped, on a free port, with a certificate of the tests' own."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.team.team import ROOT, free_port, wait_for

NGINX = shutil.which("nginx") or ("/usr/sbin/nginx" if Path("/usr/sbin/nginx").exists() else None)
SHIPPED = ROOT / "deploy" / "nginx.conf"
WHOLE = """daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
{user}
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/rasd.conf;
}}
"""


def certificate(folder: Path) -> None:
    """A key and a certificate for this computer, good for an hour."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now).not_valid_after(now + dt.timedelta(hours=1))
    (folder / "fullchain.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (folder / "privkey.pem").write_bytes(private)


def shipped(folder: Path, port: int, plain: int, inside: int) -> str:
    """The file as it is, but for what its first lines tell to change and the ports, which are taken here."""
    text = SHIPPED.read_text(encoding="utf-8")
    changes = {
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{port} ssl http2;",
        "rasd.example.org": "127.0.0.1",
        "/etc/ssl/rasd/": f"{folder}/",
        "127.0.0.1:8501": f"127.0.0.1:{inside}",
    }
    for old, new in changes.items():
        assert old in text, f"{SHIPPED.name} has no {old!r}"
        text = text.replace(old, new)
    return text


@contextmanager
def proxying(folder: Path, port: int, inside: int) -> Iterator[int]:
    """nginx in front of the program at port inside; the port where it answers without encryption."""
    if NGINX is None:
        pytest.skip("nginx (Debian: nginx-light) is not installed")
    plain = free_port()
    certificate(folder)
    (folder / "rasd.conf").write_text(shipped(folder, port, plain, inside), encoding="utf-8")
    user = "user root;" if os.geteuid() == 0 else ""  # a worker must reach the temporary folder
    whole = folder / "nginx.conf"
    whole.write_text(WHOLE.format(folder=folder, user=user), encoding="utf-8")
    process = subprocess.Popen([NGINX, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(whole)])
    try:
        wait_for(f"https://127.0.0.1:{port}/login", process)
        yield plain
    finally:
        process.terminate()
        process.wait(30)
