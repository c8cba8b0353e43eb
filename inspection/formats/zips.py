"""Packages of office programs with settled times: equal contents, equal bytes."""

import datetime
import io
import re
import zipfile

_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")



def settled(package: bytes, made: datetime.datetime) -> bytes:
    """The package with every member, also of a workbook inside it, dated `made` and nothing of the machine in it."""
    out = io.BytesIO()
    stamp = (max(made.year, 1980), made.month, made.day, 0, 0, 0)
    with zipfile.ZipFile(io.BytesIO(package)) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name in read.namelist():
            data = read.read(name)
            if name.endswith(".xlsx"):
                data = settled(data, made)
            elif name == "docProps/core.xml":
                data = _MOMENT.sub(rb"\g<1>" + f"{made:%Y-%m-%dT%H:%M:%SZ}".encode(), data)
            member = zipfile.ZipInfo(name, stamp)
            member.compress_type, member.external_attr, member.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            written.writestr(member, data)
    return out.getvalue()
