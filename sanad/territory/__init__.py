"""Where things are: region, province, cercle, commune, arrondissement from the census; douars added by people.

*Place*: one unit of territory. Census units belong to everybody (`space` empty); a douar belongs to the space that
added it. *PlaceAlias*: another spelling, from the press, an older census, or people. *TerritoryRelease*: which release of
the reference data is loaded, with its sources.
"""
