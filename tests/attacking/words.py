"""The words that few people are shown as."""

TERMS = [(14, "few"), (49, "less than half"), (74, "the majority"), (89, "most"), (100, "almost all")]
#: Of fewer people, a word tells the side of the half only.
ALL_TERMS_FROM = 12
#: Of fewer people, these are part of their neighbours.
FEW_FROM, ALMOST_ALL_FROM = 14, 20


def percent(count, base):
    rounded = (200 * count + base) // (2 * base)
    return rounded if count in (0, base) else min(max(rounded, 1), 49 if 2 * count < base else 99)


def side(count, base):
    return "less than half" if percent(count, base) < 50 else "the majority"


def term(count, base):
    if base < ALL_TERMS_FROM:
        return side(count, base)
    term = next(term for to, term in TERMS if percent(count, base) <= to)
    if term == "few" and base < FEW_FROM:
        return "less than half"
    return "most" if term == "almost all" and base < ALMOST_ALL_FROM else term


def pairs(word, k, least, most, of=term):
    """The pairs of a base and a count that a word stands for."""
    return [(b, c) for b in range(k, min(least - 1, most) + 1) for c in range(b + 1) if of(c, b) == word]


def known(figure, k, least, most):
    """What the words of a figure tell: for each side, the pairs of a base and a count."""
    favourable = pairs(figure["word"], k, least, most)
    if figure["unfavourable"]:
        return favourable, pairs(figure["unfavourable"], k, least, most, side)
    return favourable, None
