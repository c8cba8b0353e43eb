"""QR codes of addresses, made here: no service is asked. The same text gives the same bytes of SVG."""

import io

import segno


def _code(text: str) -> segno.QRCode:
    # M: a seventh of it may be torn or wet
    return segno.make_qr(text, error="m", boost_error=False)


def qr_svg(text: str) -> bytes:
    """The code as a picture of lines, with the quiet border of four modules that readers need."""
    out = io.BytesIO()
    _code(text).save(out, kind="svg", border=4, scale=8, dark="#000", light="#fff", svgclass=None, lineclass=None)
    return out.getvalue()


def qr_png(text: str, scale: int = 16) -> bytes:
    """The code as a picture of dots, `scale` of them to a module."""
    out = io.BytesIO()
    _code(text).save(out, kind="png", border=4, scale=scale)
    return out.getvalue()
