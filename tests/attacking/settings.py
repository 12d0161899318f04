"""What the attack knows beforehand."""

import sys

PARTS = "stratum"
#: The labels by which somebody may know a person: the part, two questions, and one of several answers.
KNOWN = (PARTS, "role", "setting")
MANY, CHOSEN = "works-with", "protection"
#: The fewest people that the rules let be known together.
CROWD = 30
MOST_ACCOMPLICES = 4
#: Whether the rules of version 0.1 published what is attacked.
FORMER = sys.argv[-1] == "former"
#: The former rules bind all questions to one another, so they are attacked by part alone.
LABELLED = (PARTS,) if FORMER else (*KNOWN, MANY)
#: The kinds of answers on the scale: favourable, neither, unfavourable. Beside them are answers outside the scale, and
#: none: O and S.
SCALE = "FNU"
