"""What was attacked and what was recovered."""

from settings import FORMER

LINES = (
    ("inspections", "inspections"),
    ("hidden figures", "figures"),
    ("hidden figures recovered", "figures recovered"),
    ("  told by a shown figure of 30 or more", "figures shown"),
    ("  following for a crowd that gave one answer", "figures following"),
    ("answers of persons in hidden groups", "persons"),
    ("answers recovered", "answers recovered"),
    ("  told by a shown figure of 30 or more", "answers shown"),
    ("  following for a crowd that gave one answer", "answers following"),
    ("answers guessed from shown figures", "guessed"),
    ("answers attacked with accomplices", "with accomplices"),
    ("answers recovered with accomplices", "by accomplices recovered"),
    ("  told by a shown figure and accomplices", "by accomplices shown"),
    ("  following for a crowd that gave one answer", "by accomplices following"),
    ("numbers of hidden collections", "sums"),
    ("numbers of hidden collections recovered", "sums recovered"),
    ("  told by a shown number of 30 or more", "sums shown"),
    ("  following from how many answered", "sums following"),
    ("their answers attacked with accomplices", "sums with accomplices"),
    ("their answers recovered with accomplices", "sums by accomplices recovered"),
    ("  told by a word and accomplices", "sums by accomplices shown"),
)


def report(found, leaks):
    """Prints the counts; returns why the attack fails, or 0."""
    for name, key in LINES:
        print(f"{name:<46}{found[key]:>14}")
    for how in ("recovered", "following"):
        own = sorted((leak for leak in leaks if leak[1] == how), key=lambda leak: leak[2])
        for number, _, people, what, question, of in own[: 3 if FORMER else 12]:
            print(f"inspection {number} ({people} people), {how}: {what}, {question}, {of}")
    recovered = sum(count for key, count in found.items() if key.endswith(" recovered"))
    if FORMER:
        return 0 if found["figures recovered"] + found["answers recovered"] else "The former rules told nothing."
    return "Something hidden was recovered." if recovered else 0
