"""The pages of a session of a hundred people, against a render of the same templates from memory.

Figures are printed; the number of questions and the weight are judged.
"""

from tests.bench.measure import print_headings, print_page
from tests.bench.test_certificates_bench import reached

PEOPLE = 100
PAGES = {
    "session": "",
    "who is registered": "people/",
    "attendance": "attendance/",
    "results": "results/",
    "certificates": "certificates/",
}
QUESTIONS = {"session": 12}  # its list of who is to be told reads what stood, what stands and what was told


def test_a_session_of_a_hundred_people(world, browse, settings) -> None:
    session, client = reached(world, PEOPLE), browse(world.sg)
    print_headings()
    for name, part in PAGES.items():
        assert print_page(client, settings, name, f"/training/sessions/{session.pk}/{part}") <= QUESTIONS.get(name, 8)
