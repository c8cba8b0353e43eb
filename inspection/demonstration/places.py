"""The organisations in scope: townships, county-level organisations and villages, with those that came and went."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from inspection.demonstration import words
from inspection.demonstration.chance import pick, stream

REGISTER_DRAWN = date(2016, 6, 1)
REFORM = date(2019, 3, 20)
VILLAGE_ABOLISHED = date(2022, 12, 31)


@dataclass(frozen=True)
class Organisation:
    """One row of `organisations`, and what the generator alone knows of it.

    `quality` is how well the organisation rectifies, about standard normal: completion and ballots both follow it,
    so that rankings have spread and still overlap.
    """

    org_id: str
    name: str
    short_name: str
    org_class: str
    parent_id: str | None
    sector: str | None
    village_class: str | None
    in_scope_from: date
    in_scope_to: date | None
    predecessor_id: str | None
    successor_id: str | None
    sort_order: int
    quality: float

    def in_scope(self, first: date, last: date) -> bool:
        """In scope on every day from first to last."""
        return self.in_scope_from <= first and (self.in_scope_to is None or last <= self.in_scope_to)

    @property
    def school_or_clinic(self) -> bool:
        """A school or a township clinic: what the special inspection of 2022 drew from."""
        school = self.sector == "education" and self.short_name != "县教体局"
        return school or self.short_name.endswith("卫生院")


def organisations(seed: int) -> list[Organisation]:
    """All organisations that are or were in scope, in the office's own order."""
    rng = stream(seed, "places")
    townships = [
        _organisation(f"T{n:02}", name + ("党工委" if name.endswith("街道") else "党委"), name, "township", n,
                      rng.gauss(0.1, 0.9))
        for n, (name, _) in enumerate(words.TOWNSHIPS, 1)
    ]
    return townships + _county(rng) + _villages(rng)


def by_id(places: Iterable[Organisation]) -> dict[str, Organisation]:
    """The organisations by their id."""
    return {place.org_id: place for place in places}


def _organisation(org_id: str, name: str, short_name: str, org_class: str, sort_order: int, quality: float,
                  **more) -> Organisation:
    usual = {
        "parent_id": None, "sector": None, "village_class": None, "in_scope_from": REGISTER_DRAWN,
        "in_scope_to": None, "predecessor_id": None, "successor_id": None,
    }
    return Organisation(org_id=org_id, name=name, short_name=short_name, org_class=org_class, sort_order=sort_order,
                        quality=quality, **(usual | more))


def _county(rng) -> list[Organisation]:
    standing = words.COUNTY_ORGANISATIONS + words.FOUNDED_2019 + words.GONE_2019
    ids = {short_name: f"C{n:03}" for n, (_, short_name, _) in enumerate(standing, 1)}
    merged = ids[words.FOUNDED_2019[0][1]]
    merging = [ids[short_name] for _, short_name, _ in words.GONE_2019[:2]]
    day_after = date.fromordinal(REFORM.toordinal() + 1)
    places = []
    for n, (name, short_name, sector) in enumerate(standing, 1):
        org_id = ids[short_name]
        life: dict = {"sector": sector}
        if (name, short_name, sector) in words.FOUNDED_2019:
            life["in_scope_from"] = day_after
        if (name, short_name, sector) in words.GONE_2019:
            life["in_scope_to"] = REFORM
        if org_id == merged:
            # One column for two predecessors: it names the larger one, the other is found by its successor.
            life["predecessor_id"] = merging[0]
        if org_id in merging:
            life["successor_id"] = merged
        places.append(_organisation(org_id, name, short_name, "county", 100 + n, rng.gauss(0.05, 1.0), **life))
    return places


def _villages(rng) -> list[Organisation]:
    names = [first + second for first in words.VILLAGE_FIRST for second in words.VILLAGE_SECOND]
    standing = sum(count for _, count in words.TOWNSHIPS)
    drawn = rng.sample(names, standing + 1)
    homes = [n for n, (_, count) in enumerate(words.TOWNSHIPS, 1) for _ in range(count)]
    homes.append(len(words.TOWNSHIPS))
    places = []
    for n, (name, home) in enumerate(zip(drawn, homes, strict=True), 1):
        township = words.TOWNSHIPS[home - 1][0]
        community = township.endswith("街道") and n % 2 == 0
        short_name = name + ("社区" if community else "村")
        village_class = "general" if community else pick(rng, {"poor": 29, "key": 20, "weak": 9, "general": 42})
        # Weak villages rectify worse; that is what makes them weak.
        quality = rng.gauss(-0.8 if village_class == "weak" else -0.05, 1.0)
        places.append(
            _organisation(
                f"V{n:03}", f"{township}{short_name}{'党总支' if community else '党支部'}", short_name, "village",
                1000 + n, quality, parent_id=f"T{home:02}", village_class=village_class,
                in_scope_to=VILLAGE_ABOLISHED if n == standing + 1 else None,
            )
        )
    return places
