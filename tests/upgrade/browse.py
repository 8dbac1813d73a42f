"""Walk the migrated demo as its coordinator from page to page; print, as JSON, what each answered."""

import json
import os
import re
import sys

import django

MOST = 80  # pages, one of each kind


def main(user: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanad.config.settings")
    django.setup()
    from django.test import Client

    from sanad.demo.case import PASSWORD

    client = Client(headers={"accept-language": "fr"}, raise_request_exception=False)
    door = client.post("/account/login/", {"login": user, "password": PASSWORD})
    answered, waiting, shapes = {"/account/login/": door.status_code}, ["/"], set()
    while waiting and len(answered) < MOST:
        page = waiting.pop(0)
        response = client.get(page)
        answered[page] = response.status_code
        if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
            continue
        for found in re.findall(r'href="(/[^"#?]*)', response.content.decode()):
            shape = re.sub(r"[0-9a-f-]{36}|\d+", "*", found)  # one page of each kind
            if shape not in shapes and not found.startswith(("/static/", "/account/")):
                shapes.add(shape)
                waiting.append(found)
    print(json.dumps(answered))


if __name__ == "__main__":
    main(sys.argv[1])
