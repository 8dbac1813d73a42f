"""A hundred forms, each sent by two connections at one moment: done once, and both are led to the same place."""

from threading import Barrier, Thread

PAIRS = 100
ADDRESS = "/directory/people/new/"


def at_once(site, cookies: dict[str, str], data: dict) -> list[tuple[int, str | None]]:
    start, said = Barrier(2), [(0, None)] * 2

    def send(number: int) -> None:
        visitor = site.visitor()
        visitor.cookies = dict(cookies)
        start.wait()
        answer = visitor.post(ADDRESS, data)
        said[number] = (answer.status, answer.headers["Location"])

    threads = [Thread(target=send, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return said


def test_a_hundred_pairs(site):
    visitor, places = site.visitor().sign_in("sg"), set()
    for number in range(PAIRS):
        data = visitor.form(ADDRESS, name_ar=f"شخص رقم {number}", is_new="on")
        first, second = at_once(site, visitor.cookies, data)
        assert first[0] == 302, first
        assert first == second
        places.add(first[1])
    assert len(places) == PAIRS
