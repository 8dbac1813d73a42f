"""What the hour is: time zones from the package that is pinned, whatever the machine has, and planned hours as typed.

Governments change their clocks with a few weeks' notice, and machines learn of it late or never. So the data comes from
the package `tzdata`, which is locked with everything else; what is planned is kept as the hour on the wall that was typed
(`WallTimeField`), and the instant follows from the data in force; and what is known only as an instant is looked at again
after the data changed (`put_clock_right`).
"""
