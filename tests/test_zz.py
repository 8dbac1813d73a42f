import time
from django.db import connection
from django.test.utils import CaptureQueriesContext
def test_x(world, browse):
    with CaptureQueriesContext(connection) as q: c=browse(world.sg)
    for x in q.captured_queries: print(x['sql'][:150])
    print('sign in ms', min(_t(lambda: browse(world.sg)) for _ in range(20)))
    c.get('/organisations/')
    with CaptureQueriesContext(connection) as q: c.get('/organisations/')
    for x in q.captured_queries: print(x['time'],x['sql'][:150])
    for path in ('/organisations/','/','/people/','/nowhere/','/organisations/01a221d2-0c93-7160-a1fe-169c28afe7fc/'):
        print(path, min(_t(lambda: c.get(path)) for _ in range(20)))
def _t(f):
    a=time.process_time(); f(); return (time.process_time()-a)*1000
