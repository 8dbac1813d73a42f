"""`python -m sanad`: the command line of Sanad."""

from sanad.cli import main

main()
