"""The drawing of docs/calibration.svg: stated probability against observed share, as an SVG."""

import math
from typing import NamedTuple


class Bin(NamedTuple):
    """The states that were given a probability of one decile."""

    low: float
    count: int
    stated: float
    observed: float


def drawing(found: list[Bin], *, people: int) -> str:
    """Draw stated against observed as an SVG."""
    side, left, top = 320, 60, 46

    def x(share: float) -> float:
        return round(left + share * side, 1)

    def y(share: float) -> float:
        return round(top + (1 - share) * side, 1)

    parts = []
    for tenth in range(0, 11, 2):
        share = tenth / 10
        parts += [
            f'<path d="M{x(share)} {y(0)}V{y(1)}M{x(0)} {y(share)}H{x(1)}" stroke="#ddd"/>',
            f'<text x="{x(share)}" y="{y(0) + 18}" text-anchor="middle">{share:.1f}</text>',
            f'<text x="{x(0) - 8}" y="{y(share) + 4}" text-anchor="end">{share:.1f}</text>',
        ]
    parts.append(f'<path d="M{x(0)} {y(0)}L{x(1)} {y(1)}" stroke="#888" stroke-dasharray="4 3"/>')
    for one in found:
        spread = 2 * math.sqrt(one.observed * (1 - one.observed) / one.count)
        low, high = max(one.observed - spread, 0), min(one.observed + spread, 1)
        parts += [
            f'<path d="M{x(one.stated)} {y(low)}V{y(high)}" stroke="#1b6ca8" stroke-width="2"/>',
            f'<circle cx="{x(one.stated)}" cy="{y(one.observed)}" r="4" fill="#1b6ca8">'
            f"<title>{one.count:,} states: stated {one.stated:.3f}, observed {one.observed:.3f}"
            "</title></circle>",
        ]
    middle = left + side / 2
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 410 420" width="410" height="420" '
        'font-family="sans-serif" font-size="12" role="img" fill="#222">\n'
        f"<title>Stated probability against observed share, {people:,} people drawn from the "
        "model</title>\n"
        '<rect width="410" height="420" fill="#fff"/>\n'
        '<text x="12" y="22" font-size="14">Stated and observed, people drawn from the model</text>'
        + "\n".join(["", *parts])
        + f'\n<text x="{middle}" y="{y(0) + 40}" text-anchor="middle">stated probability</text>\n'
        f'<text transform="translate(16 {top + side / 2}) rotate(-90)" text-anchor="middle">'
        "observed share</text>\n</svg>\n"
    )
