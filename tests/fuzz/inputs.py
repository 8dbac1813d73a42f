"""What nobody means to type, and somebody does."""

import io
import zipfile
from random import Random
from urllib.parse import quote_from_bytes
from uuid import UUID

LENGTHS = (151, 201, 256, 2_001, 20_001, 70_000, 100_000)
TEXTS = (
    "", " ", "\u00a0", "\x00", "a\x00b", "\ud800", "نص\udfffنص", "\u202eمعكوس\u202c", "\u2067a\u2066b\u200f\u200e", "\ufeffx", "\u200b\u200c\u200d",
    "=1+1", "@SUM(A1)", "-2+3+cmd|' /C calc'!A0", "+1", "#sys.inputs", "#panic()", '#include("/etc/passwd")', "$ x $", "$", "\\", "\\u{41}", "*_`<>~@",
    "#", "//", "/*", "[", "]", "{budget}", "{", "}", "{{", "%s", "%(name)s", "%", "{0}", "{x.__class__}", "<script>alert(1)</script>", "'\"><b>", "&#0;", "&lt;",
    "👨‍👩‍👧‍👦🇲🇦", "علي 😀", "ⵎⵓⵃⴰ 😀", "ⵜⴰⵎⴰⵣⵉⵖⵜ", "中文", "\ufffe\uffff\ue000\U000f0000", "\x01\x1f\x9f", "م\u20dd", "＝1+1", "\n=1+1", "\u200f=1+1", "e\u0301\u0301\u0301\u0301", "ﷺﷲﻻ", "../../etc/passwd", "..\\..\\x", "/dev/null", "file:///etc/passwd", "http://[", "//evil.example/", "javascript:1",
    "x\r\nSet-Cookie: a=b", "x\ny", "\r", "\t", "\x1b[2J", "\x7f", "\x85", "\u2028", "' OR 1=1 --", "%_" * 40, "%", "_", "\\%", "a" * 50 + "%" * 50,
    "None", "null", "true", "on", "[]", '{"a": 1}', "NaN", "Infinity", "-Infinity", "1e400", "1e-400", "0x10", "1_000", "٠١٢", "۹۹", "²", "①", "Ⅷ", "½", "−5", "1.2.3.4", "1,2,3",
    "0", "-0", "-1", "1", "2147483647", "2147483648", "-2147483649", "9223372036854775807", "9223372036854775808", "9" * 25, "9" * 5_000, "1." + "0" * 400 + "1",
    "0001-01-01", "0000-00-00", "1582-10-15", "1899-12-31", "1900-02-29", "2099-12-31", "2100-12-31", "9999-12-31", "10000-01-01", "31/12/9999", "29/02/2027", "32/13/2027",
    "2027-03-01", "26-03-01", "2027-W01", "9999-12", "0001-01", "2027-13", "2027-00", "24:00", "23:59", "00:00", "99:99", "12:60", "٠٩:٠٠",
    "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "{01890000-0000-7000-8000-000000000000}", "urn:uuid:01890000-0000-7000-8000-000000000000",
    "x@y", "a@b.ma", "x" * 250 + "@example.org", "x@" + "y" * 260 + ".ma", "+212612345678", "0612345678", "+" + "9" * 40, "06 12", "tel:+1", "+999",
    "1234,50", "1.234.567.890,00", "999999999999999999,99", "0,001", "-5,00", "draft", "no such choice", "csv", "xlsx", "pdf", "ar", "fr", "xx", "self", "all", "page", "last",
)  # fmt: skip


# Of the kind that a box asks for, and out of all measure.
OF_KIND = {
    "date": ("0001-01-01", "1899-12-31", "1900-01-01", "1900-02-29", "1969-12-31", "2038-01-20", "2099-12-31", "2100-12-31", "2101-01-01", "9999-12-31", "31/12/9999", "01/01/26", "26-03-01", "29/02/2028"),
    "time": ("00:00", "23:59", "23:59:59.999999", "24:00", "٠٩:٠٠", "9h", "00:00:00"),
    "numeric": ("0", "1", "12", "999", "100000", "2147483647", "2147483648", "9223372036854775807", "9" * 5_000, "-1", "²", "1e9"),
    "decimal": ("0", "0,01", "90071992547409,91", "999.999.999,99", "1.000.000.000,00", "9" * 60, "-1", "1e9"),
    "tel": ("+212612345678", "0612345678", "+" + "9" * 40, "+999", "06" + "1" * 60, "tel:+1", "٠٦١٢٣٤٥٦٧٨"),
    "email": ("a@b.ma", "x" * 250 + "@example.org", "x@" + "y" * 260 + ".ma", '"a b"@example.org', "é@é.ma", "x@[1.2.3.4]"),
}  # fmt: skip


def text(rng: Random) -> str:
    kind = rng.randrange(10)
    if kind < 7:
        return rng.choice(TEXTS)
    if kind == 7:
        return (rng.choice("aسé%_ #\\\u202e😀-١") * rng.choice(LENGTHS))[: rng.choice(LENGTHS)]
    if kind == 8:
        return " ".join(rng.choice(TEXTS) for _ in range(rng.randrange(2, 30)))
    return str(UUID(int=rng.getrandbits(128)))


def lines(rng: Random) -> str:
    return "\n".join(text(rng)[:200] for _ in range(rng.choice((2, 20, 400))))


def quoted(value: str) -> str:
    """As it travels in an address or a form: also what is no text."""
    return quote_from_bytes(value.encode("utf-8", "surrogatepass"), safe="")


NAMES = ("a.pdf", "صورة.png", "x.exe", "../../x.pdf", "a\x00.pdf", "n" * 300 + ".pdf", "", ".", "a.pdf.exe", "=1+1.csv", "\u202efdp.exe", "a\r\nb.pdf", 'a".pdf', "x.xlsx", "x.svg")  # fmt: skip


def file(rng: Random) -> tuple[str, bytes, str]:
    """(name, bytes, media type) that need not agree."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x" * 10)
    contents = (
        b"", b"\x00" * 100, b"%PDF-1.7\n%%EOF", b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\x89PNG\r\n\x1a\n" + b"\xff" * 5_000, b"\xff\xd8\xff\xe0" + b"x" * 50, b"GIF89a",
        b"RIFF\x00\x00\x00\x00WEBP", b"<svg onload='alert(1)'/>", b"<!doctype html><script>1</script>", b"MZ\x90", packed.getvalue(), packed.getvalue()[:30],
        b"\xef\xbb\xbfa;b\n=1+1;2", "نص".encode(), b"\xff\xfe\xfd", b"eyJhbGciOiJIUzI1NiJ9.e30.x", b"\x00\x00\x00\x18ftypheic" + b"\x00" * 20, b"a" * 300_000,
    )  # fmt: skip
    kinds = (
        "application/pdf",
        "image/png",
        "text/html",
        "",
        "x",
        "application/octet-stream",
        "../../",
        "image/svg+xml",
    )
    return rng.choice(NAMES), rng.choice(contents), rng.choice(kinds)


def headers(rng: Random) -> dict[str, str]:
    """Headers as no browser sends them; names as WSGI knows them."""
    strange = {
        "HTTP_ACCEPT_LANGUAGE": ("", "x" * 5_000, "ar;q=2", "fr,fr;q=nan", "\x00", "../../etc", "zz-ZZ,*", ",;,;", "ar" + ",fr" * 1_000),
        "HTTP_REFERER": ("http://[", "http://testserver/\x00", "//", "http://testserver" + "/x" * 5_000, "http://testserver:99999999/", "http://testserver/directory/?q=%ff", "javascript:1", "\xff"),
        "HTTP_IF_MODIFIED_SINCE": ("yesterday", "Mon, 32 Foo 99999 99:99:99 GMT", "\x00", "0"),
        "HTTP_IF_NONE_MATCH": ('"', "*", "x" * 5_000), "HTTP_RANGE": ("bytes=-", "bytes=99999999999-", "x"),
        "HTTP_HX_REQUEST": ("true", "x"), "HTTP_HX_BOOSTED": ("true",), "HTTP_HX_CURRENT_URL": ("http://[", "%ff", "\x00"), "HTTP_HX_CURRENT_URL_URI_AUTOENCODED": ("true",),
        "HTTP_HX_TRIGGERING_EVENT": ("{", "[]", "\xff"), "HTTP_HX_HISTORY_RESTORE_REQUEST": ("true",), "HTTP_HX_TARGET": ("\x00",),
        "HTTP_ACCEPT": ("", "*/*;q=x", "application/json", "x/" * 500), "HTTP_ACCEPT_ENCODING": ("gzip;q=x", "\x00", "gzip, br"),
        "HTTP_X_FORWARDED_FOR": ("x", "1.2.3.4, ::1, \x00", "," * 500), "HTTP_USER_AGENT": ("", "x" * 9_000, "\x00", "=1+1"),
        "HTTP_COOKIE": ("sanad_language=../../x", "sanad_language=" + "x" * 3_000, "sessionid=\x00", "sessionid=" + "y" * 9_000, "csrftoken=x; =; ;;", "messages=x:y:z", "sessionid=a; sessionid=b", "\xff=\xff", "sanad_place=x.y.z; training=1:2:3"),
        "HTTP_X_REQUESTED_WITH": ("XMLHttpRequest",), "HTTP_X_HTTP_METHOD_OVERRIDE": ("DELETE",), "HTTP_ORIGIN": ("null", "http://["),
    }  # fmt: skip
    return {name: rng.choice(strange[name]) for name in rng.sample(sorted(strange), rng.choice((1, 1, 2, 3)))}


BODIES = (
    ("application/json", b"{"), ("application/json", b'{"a": "\\ud800"}'), ("text/plain", b"\xff"), ("", b"a=b"), ("x", b"\x00"),
    ("multipart/form-data", b"--x\r\n"), ("multipart/form-data; boundary=", b""), ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1'),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--\r\n"), ("multipart/form-data; boundary=" + "x" * 300, b"x"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!\r\n--x--\r\n'),
    ("multipart/form-data; boundary=\xff", b"x"), ("application/x-www-form-urlencoded; charset=utf-99", b"a=%ff"), ("application/x-www-form-urlencoded; charset=utf-16", b"a=%ff&b"),
    ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % number for number in range(1_500))), ("application/x-www-form-urlencoded", b"=&=&&&%%%=%"),
    ("application/x-www-form-urlencoded", b"a=" + b"x" * 2_000_000), ("application/x-www-form-urlencoded", b"\x80\x81=\xff"), ("application/x-www-form-urlencoded", b"_key=%00&_space=%00&_back=http://["),
)  # fmt: skip
