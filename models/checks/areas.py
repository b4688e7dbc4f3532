"""Which budget the money belongs to, and its sign: Service against Anlæg, and savings printed as costs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.numerals import format_kr
from corpus.types import Row, RowRole, Table
from models.checks.rule import Evidence, Rule
from models.checks.sums import name_of
from models.headline import INVESTMENT_AREAS, main_table
from models.types import Finding

AREA = Rule(
    id="area",
    severity="warning",
    title="Service det ene sted, anlæg det andet",
    compares="Styringsområdet for en post i hovedtabellen med den tabel over service- eller anlægsinvesteringer, som "
    "giver posten igen, og en tabels overskrift med dens egen sumrække.",
    example="»Udvikling af modul« er anlæg i tabel 1, men står i tabellen over serviceinvesteringer.",
    remedy="Afgør styringsområdet med økonomifunktionen, og ret tabellerne, så posten har det samme begge steder.",
)
SIGN = Rule(
    id="sign",
    severity="warning",
    title="En besparelse har forkert fortegn",
    compares="Fortegnet på rækker, der efter deres navn er besparelser, med de øvrige besparelser i samme tabel.",
    example="»Færre vikarer« står med +700, mens de andre besparelser er negative.",
    remedy="Skriv besparelser og merindtægter med minus og udgifter uden; ret også summen.",
)

_OTHER_AREA = {"Service": "Anlæg", "Anlæg": "Service"}


def find_areas(evidence: Evidence) -> Iterator[Finding]:
    """Money that one table calls service and the next construction."""
    proposal = evidence.proposal
    main = main_table(proposal.tables)
    for table in proposal.tables:
        area = INVESTMENT_AREAS.get(table.kind)
        if area is None:
            continue
        labels = {_folded(row.label): row for row in main.rows if row.role is RowRole.IMPLEMENTATION} if main else {}
        moved = [row for row in table.rows if _is_moved(row, labels.get(_folded(row.label)), area)]
        if moved:
            names = ", ".join(f"»{row.label}«" for row in moved)
            yield AREA.finding(
                f"{names}: {_OTHER_AREA[area].lower()} i forslagets hovedtabel, men {area.lower()} i {name_of(table)}.",
                at=moved[0],
            )
        elif total := _misnamed_total(table, area):
            yield AREA.finding(
                f"{name_of(table, begins=True)} er efter sin overskrift {area.lower()}, men sumrækken hedder "
                f"»{total.label}«.",
                at=total,
                severity="note",
            )


def _is_moved(row: Row, own: Row | None, area: str) -> bool:
    """Whether a row of an investment table is of the other area in the main table, with the same money."""
    if own is None or row.role in (RowRole.SUBTOTAL, RowRole.TOTAL):
        return False
    return own.area == _OTHER_AREA[area] and sum(own.values.values()) == sum(row.values.values()) != 0


def _folded(label: str) -> str:
    return re.sub(r"[^a-zæøå0-9]+", " ", label.lower()).strip()


def _misnamed_total(table: Table, area: str) -> Row | None:
    """A total row that names the other area than the caption, where the caption names its own."""
    other = _OTHER_AREA[area].lower()
    caption = (table.caption or "").lower()
    if area.lower() not in caption or other in caption:
        return None
    sums = (row for row in table.rows if row.role in (RowRole.SUBTOTAL, RowRole.TOTAL))
    return next((row for row in sums if re.search(rf"\b{other}\b", row.label.lower())), None)


_SAVING = re.compile(
    r"\b(?:besparelse|effektivisering|færre|reduceret|reduktion|sparet|sparede|bortfald|mindreforbrug|merindtægt|øgede?\s"
    r"indtægt|lavere\s[a-zæøå]|mindre\s(?!anlæg|ombyg|indkøb|repara|projekt|drift|indtægt)[a-zæøå]{3,})",
    re.I,
)
_COST = re.compile(r"\b(?:mer)?udgift(?:er)?\s(?:til|ved|som\sfølge)|\bmerudgift", re.I)
_LESS_INCOME = re.compile(r"\b(?:indtægt|refusion|tilskud|takst|gebyr|brugerbetaling|salg|leje\s?indtægt)", re.I)
_MORE_INCOME = re.compile(r"\b(?:merindtægt|øgede?\sindtægt)", re.I)


def find_signs(evidence: Evidence) -> Iterator[Finding]:
    """Savings that are printed as costs, in a table whose other savings are negative."""
    seen: set[str] = set()
    for table in evidence.proposal.tables:
        if table.warnings or table.placement == "assumed":
            continue
        negative = [row for row in table.rows if _is_saving(row) and _sign(row) < 0]
        if not negative and (row := _added_to_costs(table)) and _folded(row.label) not in seen:
            seen.add(_folded(row.label))
            yield SIGN.finding(
                f"»{row.label}« er efter sit navn en besparelse, men står uden minus "
                f"({format_kr(sum(row.values.values()))}) og er lagt sammen med udgifterne i {name_of(table)}.",
                at=row,
            )
        for row in table.rows:
            if not negative or not _is_saving(row) or _sign(row) <= 0 or _folded(row.label) in seen:
                continue
            seen.add(_folded(row.label))
            total = sum(row.values.values())
            yield SIGN.finding(
                f"»{row.label}« er efter sit navn en besparelse, men står uden minus ({format_kr(total)}), mens "
                f"»{negative[0].label}« har minus.",
                at=row,
            )


def _added_to_costs(table: Table) -> Row | None:
    """The only saving of a table, where it is printed like a cost and the table's own total adds it to the costs."""
    parts = [row for row in table.rows if row.role not in (RowRole.SUBTOTAL, RowRole.TOTAL)]
    savings = [row for row in parts if _is_saving(row)]
    costs = [row for row in parts if row.role is RowRole.IMPLEMENTATION and _sign(row) > 0]
    totals = [row for row in table.rows if row.role is RowRole.TOTAL]
    if len(savings) != 1 or _sign(savings[0]) <= 0 or not costs or not totals:
        return None
    saving = savings[0]
    added = all(sum(row.values.get(year, 0) for row in parts) == totals[-1].values.get(year) for year in saving.values)
    return saving if added else None


def _is_saving(row: Row) -> bool:
    if row.role is not RowRole.LASTING or not _SAVING.search(row.label) or _COST.search(row.label):
        return False
    return bool(_MORE_INCOME.search(row.label)) or not _LESS_INCOME.search(row.label)


def _sign(row: Row) -> int:
    """1 where all amounts are costs, -1 where all are savings, 0 where they are mixed or there are none."""
    signs = {value > 0 for value in row.values.values() if value}
    return 0 if len(signs) != 1 else 1 if signs.pop() else -1
