"""How well are stated times found in sentences that no pattern was made for?

`python -m keepword.promises.stating.tests.measuring` prints precision and recall by language; `--misses` prints what
went wrong. Found right means the same instant; `what` counts apart.
"""

import sys

from keepword.promises.stating.tests.reading import ZONES, Case, cases


def measure(folder: str, language: str) -> dict[str, float | int | list[Case]]:
    right = wrong = missed = same_what = 0
    misses = []
    for case in cases(folder, language):
        found, told = case.found(), case.told
        hits = {at for _, at in found} & {at for _, at in told}
        right += len(hits)
        wrong += len({at for _, at in found} - hits)
        missed += len({at for _, at in told} - hits)
        same_what += len(set(found) & set(told))
        if set(found) != set(told):
            misses.append(case)
    return {
        "cases": len(cases(folder, language)),
        "precision": right / (right + wrong) if right + wrong else 1.0,
        "recall": right / (right + missed) if right + missed else 1.0,
        "what": same_what / right if right else 1.0,
        "misses": misses,
    }


def main(arguments: list[str]) -> None:
    folder = next((one for one in arguments if not one.startswith("-")), "held_out")
    for language in ZONES:
        told = measure(folder, language)
        sys.stdout.write(
            "{0:3} {cases:3} cases  precision {precision:6.1%}  recall {recall:6.1%}  what {what:6.1%}\n".format(
                language, **told
            )
        )
        if "--misses" in arguments:
            for case in told["misses"]:
                sys.stdout.write(f"      {case.text}\n        told  {case.told}\n        found {case.found()}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
