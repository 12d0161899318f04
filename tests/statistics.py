"""Makes cases for the statistics of results, and checks Speir's answers to them.

Each check calculates the answer again, with a package that others maintain or from the definition, person by person. It
shares no code with Speir. `tests/statistics` runs it.
"""

import json
import math
import pathlib
import random
import sys
import warnings
from decimal import Decimal

import numpy as np
from scipy import optimize, stats
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

NEAR = 1e-9
FEWEST, FEW_EXPECTED, LEVEL = 30, 5, 0.05
Z = stats.norm.ppf(0.975)


def survey_package():
    """What R's package survey found for some parts: the share, its standard error and the design effect."""
    found = {}
    for line in pathlib.Path(__file__).with_name("survey-package.tsv").read_text().splitlines():
        if not line.startswith("#"):
            parts, *numbers = line.split("\t")
            case = tuple(tuple(int(number) for number in part.split()) for part in parts.split("; "))
            found[case] = [float(number) for number in numbers]
    return found


SURVEY_PACKAGE = survey_package()


# Cases.


def counts(rng, least=1, most=2_000, known=None):
    """A count, a base and a population: sometimes nobody, everybody, or unknown."""
    base = rng.choice([rng.randint(least, min(most, 60)), rng.randint(least, most)])
    count = rng.choice([0, base, rng.randint(0, base), rng.randint(0, base)])
    everybody, unknown = rng.random() < 0.1, rng.random() < 0.3
    population = base if everybody else base + rng.randint(1, 2 * most)
    return [count, base, None if unknown and not known else population]


def like(rng, side):
    """Another side whose proportion is not far from that of the first."""
    other = counts(rng, least=FEWEST)
    share = min(1, max(0, side[0] / side[1] + rng.gauss(0, 0.1)))
    return [round(share * other[1]), *other[1:]]


def make(seed):
    rng = random.Random(seed)
    for case in SURVEY_PACKAGE:
        yield {"weights": case}
    for _ in range(1_500):
        yield {"interval": counts(rng)}
        side = counts(rng)
        yield {"difference": [side, rng.choice([counts(rng), like(rng, side)])]}
    for _ in range(400):
        p = [rng.random() ** rng.choice([1, 3, 6]) for _ in range(rng.randint(1, 80))]
        yield {"discoveries": p}
        sides = [counts(rng, least=20) for _ in range(rng.randint(1, 40))]
        yield {"page": [[side, like(rng, side)] for side in sides]}
        scale = rng.randint(2, 7)
        first = [rng.randrange(scale) for _ in range(rng.randint(2, 80))]
        yield {"kappa": [[a, a if rng.random() < 0.6 else rng.randrange(scale)] for a in first]}
        parts = [counts(rng, most=300, known=True) for _ in range(rng.randint(2, 9))]
        response = [[n, r, rng.random()] for r, n, _ in parts]
        yield {"representativeness": response}
        yield {"weights": [counts(rng, 2, 300, True) for _ in range(rng.randint(1, 9))]}
        yield {"areas": [counts(rng, 2, 300) for _ in range(rng.randint(1, 32))]}


# Checks.


def near(found, wanted, what):
    if wanted is None or found is None:
        assert found is wanted, f"{what}: {found} instead of {wanted}"
    elif isinstance(wanted, (list, tuple, np.ndarray)):
        assert len(found) == len(wanted), f"{what}: {found} instead of {wanted}"
        for one, other in zip(found, wanted):
            near(one, other, what)
    else:
        far = abs(found - wanted) / max(1, abs(wanted))
        assert far <= NEAR, f"{what}: {found} instead of {wanted}, {far} apart"


def effective(side):
    """How many answers of an infinite population tell as much; None for everybody."""
    _, n, people = side
    if people is None:
        return n
    return None if people == n else n / ((people - n) / (people - 1))


def wilson(p, n, z=Z):
    """The roots of (p - x)^2 = z^2 x (1 - x) / n, from the quadratic formula with 28 digits."""
    if n is None:
        return p, p
    p, n, z = Decimal(float(p)), Decimal(float(n)), Decimal(float(z))
    a, b, c = 1 + z * z / n, -(2 * p + z * z / n), p * p
    root = max(Decimal(0), b * b - 4 * a * c).sqrt()
    return float((-b - root) / (2 * a)), float((-b + root) / (2 * a))


def interval(case, answer):
    (count, n, _), base = case, effective(case)
    near(answer, wilson(count / n, base), "Wilson")
    if base is not None:
        bounds = proportion_confint(count / n * base, base, method="wilson")
        near(answer, np.clip(bounds, 0, 1), "Wilson in statsmodels")


def newcombe(before, now, z=Z):
    p, q = now[0] / now[1], before[0] / before[1]
    (l1, u1), (l2, u2) = wilson(p, effective(now), z), wilson(q, effective(before), z)
    return (p - q - math.hypot(p - l1, u2 - q), p - q + math.hypot(u1 - p, q - l2))


def p_of_interval(before, now):
    """The level at which Newcombe's interval touches 0, by a search of scipy."""
    p, q = now[0] / now[1], before[0] / before[1]
    if p == q:
        return 1.0
    side = 0 if p > q else 1
    at = lambda z: newcombe(before, now, z)[side] * (1 if p > q else -1)
    return 0.0 if at(38) > 0 else 2 * stats.norm.sf(optimize.brentq(at, 0, 38, xtol=1e-14, rtol=1e-14))


def difference(case, answer):
    before, now = case
    near(answer["interval"], [100 * bound for bound in newcombe(before, now)], "Newcombe")
    bases = effective(before), effective(now)
    if None not in bases:
        (a, n, _), (b, m, _) = now, before
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            bounds = confint_proportions_2indep(
                a / n * bases[1], bases[1], b / m * bases[0], bases[0], method="newcomb", compare="diff"
            )
        near(answer["interval"], [100 * bound for bound in bounds], "Newcombe in statsmodels")
    near(answer["p"], p_of_interval(before, now), "the p-value of the interval")
    table = [[side[0], side[1] - side[0]] for side in case]
    near(answer["exact"], stats.fisher_exact(table).pvalue, "Fisher's exact test")
    if all(sum(column) for column in zip(*table)):
        near(answer["expected"], stats.contingency.expected_freq(table).min(), "the least expected count")


def discoveries(case, answer):
    rejected, adjusted, _, _ = multipletests(case, LEVEL, method="fdr_bh")
    near(answer[0], adjusted, "Benjamini-Hochberg in statsmodels")
    near(answer[0], stats.false_discovery_control(case, method="bh"), "Benjamini-Hochberg in scipy")
    assert answer[1] == list(rejected), "discoveries"


def page(case, answer):
    """The verdicts of a page, from its rules."""
    verdicts, family = [], []
    for place, (before, now) in enumerate(case):
        census = [side[1] == side[2] for side in (before, now)]
        if all(census):
            verdicts.append("Larger" if before[0] * now[1] != now[0] * before[1] else "WithinChance")
        elif any(side[1] < FEWEST and not whole for side, whole in zip((before, now), census)):
            verdicts.append("TooFewToTell")
        else:
            p = p_of_interval(before, now)
            table = [[side[0], side[1] - side[0]] for side in (before, now)]
            columns = [sum(column) for column in zip(*table)]
            least = min(columns) * min(before[1], now[1]) / sum(columns)
            if least < FEW_EXPECTED:
                p = max(p, stats.fisher_exact(table).pvalue)
            family.append((place, p))
            verdicts.append(None)
    if family:
        found = multipletests([min(p, 1) for _, p in family], LEVEL, method="fdr_bh")[0]
        for (place, _), is_larger in zip(family, found):
            verdicts[place] = "Larger" if is_larger else "WithinChance"
    assert answer == [len(family), verdicts], f"verdicts: {answer} instead of {verdicts}"


def kappa(case, answer):
    size = max(max(pair) for pair in case) + 1
    table = np.zeros((size, size))
    for a, b in case:
        table[a, b] += 1
    if len({one for pair in case for one in pair}) < 2:
        assert answer == [None, None]
        return
    with np.errstate(invalid="ignore"):
        # It also gives standard errors, which full agreement leaves undefined.
        plain = cohens_kappa(table, return_results=True).kappa
        linear = cohens_kappa(table, wt="linear", return_results=True).kappa
    near(answer[:2], [plain, linear], "kappa, plain and with linear weights")


def indicator(people, rates, size):
    """The R-indicator and its interval from one row for each person."""
    parts = np.unique(people)
    variance = np.array([
        rates[people == h].mean() * (1 - rates[people == h].mean()) / (size[h] - 1) if size[h] > 1 else 0 for h in parts
    ])
    is_in = (people[:, None] == parts[None, :]).astype(float)
    matrix = np.atleast_2d(np.cov(is_in, rowvar=False, bias=True))
    slope = np.array([np.cov(rates, is_in[:, h], bias=True)[0, 1] for h in range(len(parts))])
    square = np.var(rates)
    bias = np.trace(matrix @ np.diag(variance))
    error = math.sqrt(
        4 * slope @ np.diag(variance) @ slope
        + 2 * np.trace(matrix @ np.diag(variance) @ matrix @ np.diag(variance))
    )
    of = lambda square: min(1, max(0, 1 - 2 * math.sqrt(max(0, square))))
    return square, square - bias, error, of


def representativeness(case, answer):
    size = [n for n, _, _ in case]
    people = np.repeat(np.arange(len(case)), size)
    responds = np.concatenate([[1.0] * r + [0.0] * (n - r) for n, r, _ in case])
    rates = np.array([responds[people == h].mean() for h in people]) if len(people) < 400 else (
        (np.bincount(people, responds) / np.bincount(people))[people]
    )
    square, adjusted, error, of = indicator(people, rates, size)
    # At S² below 1e-16 the square root turns rounding into more than the tolerance.
    if square > 1e-14:
        near(answer["unadjusted"], of(square), "R, unadjusted")
        near(answer["error"], error / math.sqrt(square), "the standard error of R")
    squares = lambda bounds: [((1 - bound) / 2) ** 2 for bound in bounds]
    wanted = [of(adjusted), of(adjusted + Z * error), of(adjusted - Z * error)]
    near(squares([answer["indicator"], *answer["interval"]]), squares(wanted), "R and its interval")
    near(answer["rate"], responds.mean(), "the response rate")
    shares = np.bincount(people) / len(people)
    near(answer["partial"], np.sqrt(shares) * (np.bincount(people, responds) / size - responds.mean()), "partial R")
    then = []
    for at, (n, r, brings) in enumerate(case):
        own = np.bincount(people, responds) / size
        own[at] += brings * (n - r) / n
        _, adjusted, _, of = indicator(people, own[people], size)
        then.append((of(adjusted), own[people].mean()))
    near([rate for _, rate in answer["after"]], [rate for _, rate in then], "the rate after one more message")
    near(squares([r for r, _ in answer["after"]]), squares([r for r, _ in then]), "R after one more message")
    now, best = answer["indicator"], answer["best"]
    highest = max(r for r, _ in answer["after"])
    if best is None:
        assert highest <= now
    else:
        assert answer["after"][best][0] == highest > now


def persons(case):
    """The part, the answer, and the people that each answer stands for: one row for each person who answered."""
    part = np.repeat(np.arange(len(case)), [n for _, n, _ in case])
    y = np.concatenate([[1.0] * a + [0.0] * (n - a) for a, n, _ in case])
    stands_for = np.array([case[h][2] / case[h][1] for h in part])
    return part, y, stands_for


def weights(case, answer):
    package = SURVEY_PACKAGE.pop(tuple(map(tuple, case)), None)
    if package:
        found = [answer["share"], answer["error"], answer["effect"]]
        near(found, package, "what R's package survey found")
    part, y, stands_for = persons(case)
    n, people = len(y), sum(all for _, _, all in case)
    w = stands_for / stands_for.mean()
    near(answer["weights"], [w[part == h][0] for h in range(len(case))], "weights")
    share = np.average(y, weights=w)
    near(answer["share"], share, "the weighted share")
    near(answer["kish"], 1 + np.var(w) / np.mean(w) ** 2, "Kish's design effect")
    near(answer["effective"], w.sum() ** 2 / (w**2).sum(), "the effective base")
    # As svyrecvar of R's package survey adds up strata: what each answer adds to the mean, centred in its stratum.
    adds = w * (y - share) / w.sum()
    variance = 0.0
    for h, (_, m, all) in enumerate(case):
        own = adds[part == h]
        variance += (1 - m / all) * m / (m - 1) * ((own - own.mean()) ** 2).sum()
    near(answer["error"], math.sqrt(variance), "the standard error of the weighted share")
    # As its svymean(deff = TRUE): over svyvar * (N - n) / (N n).
    svyvar = np.average((y - share) ** 2, weights=w) * n / (n - 1)
    simple = svyvar * (people - n) / (people * n)
    near(answer["effect"], variance / simple if people > n and len(set(y)) > 1 else None, "the design effect")
    if people == n:
        near(answer["interval"], [share, share], "the interval of everybody")
    elif variance > 1e-15:
        base = share * (1 - share) / variance
        bounds = proportion_confint(share * base, base, method="wilson")
        near(answer["interval"], bounds, "the interval of the weighted share")


def areas(case, answer):
    pool, pool_interval, mean, error, mean_interval = answer
    count, n = sum(a for a, _, _ in case), sum(n for _, n, _ in case)
    known = all(people is not None for _, _, people in case)
    people = sum(people for _, _, people in case) if known else None
    near(pool, count / n, "the pooled share")
    near(pool_interval, wilson(count / n, effective([count, n, people])), "the interval of the pooled share")
    answers = [np.array([1.0] * a + [0.0] * (n - a)) for a, n, _ in case]
    near(mean, np.mean([one.mean() for one in answers]), "the average")
    left = [1 if people is None else 1 - n / people for _, n, people in case]
    variance = sum(one.var(ddof=1) / len(one) * f for one, f in zip(answers, left)) / len(case) ** 2
    near(error, math.sqrt(variance), "the standard error of the average")
    if variance > 0 or not any(left):
        half = Z * math.sqrt(variance)
        near(mean_interval, np.clip([mean - half, mean + half], 0, 1), "the interval of the average")
    else:
        assert mean_interval is None


def check(cases, answers):
    cases, answers = ([json.loads(line) for line in open(path)] for path in (cases, answers))
    assert len(cases) == len(answers), f"{len(answers)} answers to {len(cases)} cases"
    checks = [interval, difference, discoveries, page, kappa, representativeness, weights, areas]
    checks = {one.__name__: one for one in checks}
    done, wrong = {}, 0
    for line, (case, answer) in enumerate(zip(cases, answers), 1):
        ((kind, given),) = case.items()
        done.setdefault(kind, []).append((given, answer))
        try:
            checks[kind](given, answer)
        except AssertionError as error:
            wrong += 1
            print(f"case {line}, {kind} of {given}: {error}")
    assert set(done) == set(checks), "a check has no case"
    assert not SURVEY_PACKAGE, "a case of R's package survey was not calculated"
    for kind, these in done.items():
        print(f"{kind}: {len(these)} cases")
    print(f"{len(cases) - wrong} cases agree to {NEAR}, {wrong} do not.")
    return 1 if wrong else 0


if __name__ == "__main__":
    if sys.argv[1] == "make":
        for case in make(int(sys.argv[2])):
            print(json.dumps(case))
    else:
        sys.exit(check(*sys.argv[2:]))
