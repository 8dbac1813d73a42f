"""The ground of the attacks holds: somebody signs in and writes."""


def test_somebody_signs_in_and_writes(site):
    sg = site.visitor().sign_in("sg")
    data = sg.form("/directory/people/new/", name_ar="فاطمة الزهراء")
    assert sg.is_done("/directory/people/new/", data)
    assert sg.is_done("/directory/people/new/", data)  # the same request sent twice
    assert site.sql("SELECT count(*) FROM directory_person WHERE name_ar = 'فاطمة الزهراء'") == [(1,)]
