"""ZIP archives: their members, checked before anything is unpacked."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from monitor.readers.limits import FILE_BYTES, MEMBERS, RATIO, RATIO_FROM, UNPACKED
from monitor.readers.parts import Part, Refused, Source

DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)
SKIPPED = ("__MACOSX/", ".DS_Store", "Thumbs.db")


def check_unpacked(stream: BinaryIO) -> None:
    """Raises Refused where an archive would unpack to too much; for Office files, whose libraries do not look."""
    try:
        with zipfile.ZipFile(stream) as archive:
            _check(archive)
            counted = 0
            for info in archive.infolist():
                counted += sum(len(chunk) for chunk in _chunks(archive, info, UNPACKED - counted))
    except DAMAGE as error:
        raise Refused(f"a damaged archive: {error}") from None


def _check(archive: zipfile.ZipFile) -> None:
    infos = archive.infolist()
    if len(infos) > MEMBERS:
        raise Refused(f"an archive of {len(infos):,} members; at most {MEMBERS:,} are read")
    if (total := sum(info.file_size for info in infos)) > UNPACKED:
        raise Refused(f"an archive that unpacks to {total:,} bytes; at most {UNPACKED:,} are read")
    for info in infos:
        if info.file_size > RATIO_FROM and info.file_size > RATIO * max(info.compress_size, 1):
            raise Refused(f"an archive packed more than {RATIO} to 1 ({info.filename[:100]!r}): a trap, not a text")


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int) -> Iterator[bytes]:
    """The member's bytes, counted while they come: declared sizes may lie."""
    most = left
    with archive.open(info) as member:
        while chunk := member.read(1 << 20):
            left -= len(chunk)
            if left < 0:
                raise Refused(f"unpacks to more than {most:,} bytes")
            yield chunk


def members(source: Source) -> Iterator[Source | Part]:
    """The members as inputs of their own, named archive/member, those that are refused as parts with their reason."""
    left = UNPACKED
    with source.open() as stream, _opened(stream) as archive:
        _check(archive)
        for info in sorted(archive.infolist(), key=lambda info: info.filename):
            if info.is_dir() or info.filename.startswith(SKIPPED) or info.filename.endswith(SKIPPED):
                continue
            if reason := _unsafe(info):
                yield Part(reason=reason, member=info.filename[:300])
                continue
            try:
                raw = b"".join(_chunks(archive, info, min(left, FILE_BYTES["pdf"])))
            except Refused as error:
                yield Part(reason=str(error), member=info.filename)
                continue
            except DAMAGE as error:
                yield Part(reason=f"a damaged member: {error}", member=info.filename)
                continue
            left -= len(raw)
            yield Source.of_bytes(info.filename, raw)


def _opened(stream: BinaryIO) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(stream)
    except DAMAGE as error:
        raise Refused(f"a damaged archive: {error}") from None


def _unsafe(info: zipfile.ZipInfo) -> str | None:
    """Why a member is not read. Nothing is ever written under its name, but such names come from traps."""
    path = PurePosixPath(info.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return "a name that leads out of the archive"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "a symbolic link, not followed"
    if info.flag_bits & 1:
        return "locked with a password"
    return None
