"""Numbers that are no figures: they name a place, a day, a law or a thing, and count nothing."""

from __future__ import annotations

from models.figures.ages import names_person
from models.figures.numbers import MINUS, Number
from models.figures.units import unit_of
from models.figures.words import FUNCTION_WORDS, Words, at, word_set

_MONTHS = word_set(
    "januar februar marts april maj juni juli august september oktober november december "
    "jan jan. feb feb. mar. apr apr. jun. jul. aug aug. sep sep. sept. okt okt. nov nov. dec dec."
)
# Words before a number that make it a name: 'side 4', 'nr. 711', 'kl. 14', 'tabel 2', 'uge 26', 'ISO 27001'.
_LABELS = word_set(
    "§ §§ stk. stk nr. nr nummer side siden sider s. ss. afsnit kapitel kap. bilag bilaget punkt pkt. pkt tabel table "
    "figur fig. trin fase kl. kl klokken uge ugerne art art. artikel litra version ver. v. v iso windows office "
    "excel del gruppe type model niveau kategori zone lov bekendtgørelse lovbekendtgørelse direktiv forordning sag "
    "tlf. tlf telefon lokal budget ofs ad. ad note fodnote lot cvr cvr-nr. cvr. ean j.nr. lix linje tryk klasse "
    "prioritet scenarie scenarium alternativ mulighed bølge tranche milepæl leverance delprojekt arbejdspakke "
    "delmål mål indsats initiativ spor kriterium rute buslinje opgang paragraf skema post postnr. indikator hypotese "
    "dag dagen # no no. p. pp. jf."
)
_LABEL_ENDINGS = (
    *("nummer", "nummeret", "punkt", "punktet", "lokale", "lokalet", "afsnit", "telefonvalg", "matrikel"),
    *("lokalplan", "kommuneplan", "vedtægt", "tillæg", "delaftale", "område"),
)
_STANDARDS = frozenset({"EN", "DS", "IEC", "ISO", "DIN", "ID", "IP", "PSP", "KLE"})
_CLOCK_WORDS = ("hverdag", "lørdag", "søndag", "weekend", "åben", "åbn", "bemand", "dagtid", "tidsrum", "aften")
_CLOCK_ENDINGS = ("dage", "vagt", "vagten")
_CLOCK_REACH = 8  # words before 'fra 8 til 16' in which such a word makes it the time of day
_LAST_HOUR = 24
_GLUE = frozenset("/:_\\#@§'’=")
_GLUE_AFTER = frozenset("/:_'’@-‐")
_HUNDREDS_OF_YEARS = ("19", "20")
_LARGEST_LIST_NUMBER = 30
_POSTCODE = 4  # digits


def is_no_figure(words: Words, number: Number, *, unit: bool) -> bool:
    """Whether a number names something instead of counting. ``unit``: a known unit ('kr.', 'timer') follows it."""
    before = at(words, number.first - 1).lower
    if number.spelled:
        return before in ("nummer", "kl.", "klokken", "kvart")
    if names_person(words, number, unit=unit) or (not unit and _time_of_day(words, number)):
        return True
    return (
        _glued(words, number, unit=unit)
        or _ordinal(words, number, unit=unit)
        or _labelled(words, number, unit=unit)
        or (
            number.plain and not unit and (_year(words, number) or _list_number(words, number) or _named(words, number))
        )
        or (not unit and _telephone(words, number))
        or _measure(words, number, unit=unit)
    )


def _time_of_day(words: Words, number: Number) -> bool:
    """'åbent på hverdage fra 8 til 16', 'bemandet mellem 10 og 17'."""
    if not number.plain or number.value > _LAST_HOUR or number.value != int(number.value):
        return False
    first = number.first if at(words, number.first - 1).lower in ("fra", "mellem") else number.first - 2
    opens, link, second = at(words, first - 1).lower, at(words, first + 1).lower, at(words, first + 2).text
    if (opens, link) not in (("fra", "til"), ("mellem", "og")) or not second.isdecimal() or int(second) > _LAST_HOUR:
        return False
    behind = at(words, first + 3)
    counts = behind.is_word and not behind.line and behind.text[0].islower() and behind.lower not in FUNCTION_WORDS
    if counts or unit_of(behind.lower):
        return False
    for here in range(first - 2, max(-1, first - 2 - _CLOCK_REACH), -1):
        if at(words, here).lower.startswith(_CLOCK_WORDS) or at(words, here).lower.endswith(_CLOCK_ENDINGS):
            return True
        if at(words, here).line:
            break
    return False


def _measure(words: Words, number: Number, *, unit: bool) -> bool:
    """'en skala fra 1 til 5', 'fra 0 til 10', '2.700 K', 'højst 15 linjer' (guidance)."""
    after = at(words, number.end)
    if after.text in ("K", "°") or after.lower == "linjer" or (number.value == 360 and after.lower == "grader"):
        return not after.line
    if number.value == 0 and number.plain and after.lower == "til":
        return True
    before, far = at(words, number.first - 1).lower, at(words, number.first - 2).text
    if before == "til" and number.plain and not unit and far == "0":
        return True
    reach = range(1, 5) if before == "til" and far.isdecimal() else range(1, 4)
    return any(at(words, number.first - back).lower.startswith("skala") for back in reach)


def _glued(words: Words, number: Number, *, unit: bool) -> bool:
    """Part of something longer: '24/7', '2020-planen', '14:30', '3F', '1990'erne', '06-112'."""
    before, after = at(words, number.first - 1), at(words, number.end)
    far = at(words, number.end + 1)
    close = not at(words, number.first).spaced and not at(words, number.first).line
    if close and unit and before.text == ":" and at(words, number.first - 2).is_word:
        return False  # 'Anlæg:2,3 mio. kr.'
    if close and (before.is_word or before.text in _GLUE):
        return not (before.is_word and (unit_of(before.lower) or before.lower in ("ca.", "pr.")))
    if close and before.text in MINUS and at(words, number.first - 2).text == ".":
        return True  # '2.-4. kvartal'
    if close and before.text == "." and at(words, number.first - 2).text[-1:].isalnum() and not before.spaced:
        return True
    if after.spaced or after.line or unit:
        return False
    if after.is_word:
        return True
    glued_on = not far.spaced and not far.line and far.text[0].isalnum()
    return glued_on and after.text in _GLUE_AFTER and not (after.text in MINUS and far.text[0].isdigit())


def _ordinal(words: Words, number: Number, *, unit: bool) -> bool:
    """'2. halvår', '4. gangs', '1., 2. og 3.', '21. maj', '31/12'; never '24. mio. kr.' nor the end of a sentence."""
    after, following = at(words, number.end), at(words, number.end + 1)
    if number.plain and not unit and after.lower in _MONTHS:
        return True
    if unit or not number.plain or after.text != "." or after.spaced:
        return False
    if following.text in (",", "-", "–") or following.lower in ("og", "eller"):
        return True
    return not following.line and (following.text[0].islower() or following.lower in _MONTHS)


def _first_of_series(words: Words, place: int) -> int:
    """The first of the numbers that a series to this one begins with: 'uge 6, 7 og 8'."""
    for _ in range(3):
        link, before = at(words, place - 1), at(words, place - 2)
        joined = link.text in ("–", "-", ",") or link.lower in ("og", "til", "eller", "samt", "af")
        if not joined or not before.text[0].isdigit() or at(words, place).line or link.line:
            break
        place -= 2
    return place


def _labelled(words: Words, number: Number, *, unit: bool) -> bool:
    """Behind a word that numbers name things with, and behind such a number: 'side 4', 'uge 6 og 7', 'kl. 9-15'."""
    place = _first_of_series(words, number.first) - 1
    word = at(words, place)
    if at(words, place + 1).line or (unit and place < number.first - 1):
        return False
    if word.lower in ("dag", "dagen") and (unit or at(words, place - 1).lower == "i"):
        return False
    if (
        word.text == "."
        and not word.spaced
        and at(words, place - 1).lower in ("nr", "kl", "stk", "pkt", "tlf", "art", "s")
    ):
        return not unit
    if not unit and (word.text in _STANDARDS or (word.is_word and word.lower.endswith(_LABEL_ENDINGS))):
        return True
    return word.lower in _LABELS and (not unit or word.lower in ("§", "kl.", "kl", "klokken", "uge", "artikel"))


def _year(words: Words, number: Number) -> bool:
    text = words[number.end - 1].text
    before = at(words, number.first - 1).lower
    if len(text) != 4 or not text.startswith(("18", *_HUNDREDS_OF_YEARS)):
        return False
    return before in _BEFORE_YEARS if text.startswith("18") else before not in _ABOUT


_STREETS = ("gade", "vej", "allé", "plads", "pladsen", "stræde", "boulevard", "torv")
_BEFORE_YEARS = word_set("mellem fra før efter siden i år året")
_ABOUT = word_set("ca. cirka omkring godt knap næsten mindst højst alle samtlige de op")


def _list_number(words: Words, number: Number) -> bool:
    """'1. Trin', '2) …' at the beginning of a line, '(1)' and '1)' anywhere."""
    before, after = at(words, number.first - 1), at(words, number.end)
    if number.value > _LARGEST_LIST_NUMBER:
        return False
    if unit_of(before.lower):
        return False  # 'kr. 5)'
    if after.text == ")" and not after.spaced:
        return before.text != "(" or number.value < 10 or at(words, number.first).line
    if after.text not in (".", ":") or after.spaced or after.line:
        return False
    bullet = before.line and before.text in ("-", "–", "•", "*", "·")
    return at(words, number.first).line or bullet or (at(words, number.first).sentence and after.text == ".")


def _named(words: Words, number: Number) -> bool:
    """The last part of a name: 'Windows 10 er', 'Borups Allé 177', 'INSTA 800'. What is counted would follow it."""
    first = _first_of_series(words, number.first) if at(words, number.first - 1).lower == "og" else number.first
    before, after = at(words, first - 1), at(words, number.end)
    if _postcode(words, number) or _before_postcode(words, number):
        return True
    if not before.is_word or before.text.islower():
        return False
    if (before.line or before.sentence) and not before.lower.endswith(_STREETS):
        return False
    counts = after.is_word and after.text[0].islower() and not after.line and after.lower not in FUNCTION_WORDS
    return not counts and number.value == int(number.value)


def _postcode(words: Words, number: Number) -> bool:
    """'…, 1599 København V'."""
    before, town = at(words, number.first - 1), at(words, number.end)
    if len(words[number.first].text) != _POSTCODE or not (before.text == "," or at(words, number.first).line):
        return False
    return town.is_word and not town.line and len(town.text) > 1 and town.text.istitle()


def _before_postcode(words: Words, number: Number) -> bool:
    """The house number of 'Torvet 1, 1599 København V'."""
    comma, code, town = (at(words, number.end + step) for step in range(3))
    if comma.text != "," or not code.text.isdecimal() or len(code.text) != _POSTCODE or code.line:
        return False
    return town.is_word and not town.line and len(town.text) > 1 and town.text.istitle()


def _telephone(words: Words, number: Number) -> bool:
    """Eight digits, at once or in pairs or fours: '33 66 33 66'."""
    text = words[number.end - 1].text
    if text.isdecimal() and len(text) >= 8:
        return unit_of(at(words, number.first - 1).lower) is None
    place, digits = number.first, 0
    while place > 0 and digits < 8 and _digit_group(words, place - 1) and not words[place].line:
        place -= 1
    while place < len(words) and digits <= 8 and _digit_group(words, place):
        digits += len(words[place].text)
        place += 1
    return digits == 8


def _digit_group(words: Words, place: int) -> bool:
    return words[place].text.isdecimal() and len(words[place].text) in (2, 4)
