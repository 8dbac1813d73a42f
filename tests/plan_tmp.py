import pytest
from tests.test_reads_by_index import _pages, asking, read_whole, large, Walk, IS_SERVER, connection
def test_x(large):
    walk=Walk(large)
    import os
    for page in _pages(large):
        if str(page).split()[1] in os.environ["P"].split():
            with asking() as q: walk.visitor(page.at.by).get(page)
            for sql,question in q.items():
                if read_whole(question):
                    with connection.cursor() as c:
                        c.execute(("EXPLAIN " if IS_SERVER else "EXPLAIN QUERY PLAN ")+sql, question[1]); rows=c.fetchall()
                    print(page, sql[-1800:]); 
                    for r in rows: print(r)
