"""Activities themselves: planned, convened, held or called off; their series, partners and points."""
