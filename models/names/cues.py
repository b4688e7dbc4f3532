"""Danish cue grammar: which words before or behind a capitalised name say what it is the name of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.names.words import Word
from models.types import NameKind

# Heads of words for software. A word that ends so says that the name behind it is a system's: 'omsorgssystemet X'.
_SYSTEM_HEAD = re.compile(
    r"(?:\w{0,30}-?(?:system|platform|portal|program|database|app|softwar|applikation|intranet|modul|fagsystem)"
    r"|it-løsning|løsning|værktøj|it-værktøj|chatbot|robot)"
    r"(?:men|met|merne|ne|net|nerne|en|et|er|erne|s|n|r|e|p[ep]n|ppen)?|(?:register|registret|registeret)",
    re.IGNORECASE,
)
# Verbs and nouns of using a system, before 'i', 'fra', 'til', 'mod', 'med', 'på', 'via': 'journaliseres i X'.
_USE = re.compile(
    r"(?:re)?(?:registrer|journaliser|indberet|anmeld|opret|bogfør|kobl|integrer|hent|udtræk|træk|læs|skriv|gem"
    r"|log|udveksl|overfør"
    r"|kobling|integration|snitflade|opsætning|udtræk|login|adgang|licens|modul|data|oplysning|indtast|tast"
    r"|overført|opslag"
    r"|slå|søg|forbind|indlæs|import|eksport|dokumenter|synkroniser|understøtte[st]|bygge[rst]|udvikl|ligge|stå"
    r"|driver?)\w{0,12}",
    re.IGNORECASE,
)
_TO_SYSTEM = frozenset(["i", "fra", "til", "mod", "med", "på", "via", "gennem", "over", "af", "oven", "ind"])
_FOR_INSTANCE = frozenset(["fx", "som", "eksempelvis", "eks", "såsom", "herunder", "dvs"])
# Capitals that name a technique, a format or a trade, never one system.
GENERIC = re.compile(
    r"IT|It|AI|KI|ML|NLP|RPA|VR|AR|MR|XR|SMS|MMS|App|APP|GPS|QR|IoT|IOT|API|ESDH|EPJ|EOJ|HR|FM|PC|TV|USB|PDF|CSV|XML"
    r"|LED|LEAN|Lean|BIM|GIS|CMS|CRM|ERP|BI|GDPR|DPO|DPIA|CO2|Wi-Fi|WiFi|Wifi|SaaS|PaaS|Internet|Intranet|Web|Online"
    r"|Digital|Service|Anlæg|Bilag|Tabel|Figur|Q1|Q2|Q3|Q4|OFS|KK|P/L|Corona|COVID|Covid|NemID-login|KPI|ROI|FTE|KLE"
    r"|CV|MUS|APV|MED|SU|TR|AMR|OPP|ESCO|EU|FN|USA|UK|DK|DKK|CVI|A/S|RFID|NFC|UV|EAN|ISO|SDG|FNs|VDI|VPN|SSO|LAN"
)
_BODY_HEAD = re.compile(
    r"(?:leverandør|konsulenthus|firma|virksomhed|organisation|forening|interesseorganisation|partner"
    r"|samarbejdspartner|udbyder"
    r"|selskab|konsulentfirma|fagforening|fond|myndighed|styrelse|institution|analysefirma|plejecenter"
    r"|plejehjem|botilbud"
    r"|bosted|kulturhus|skole|hospital|enhed|afdeling|center)(?:en|et|erne|er|ret|met|s|ne|det|lerne|ne|net)?",
    re.IGNORECASE,
)
_BY_BODY = frozenset(["af", "fra", "hos", "med", "ved", "leverandøren", "firmaet", "virksomheden", "foreningen"])
_SYSTEM_COMPOUND = re.compile(
    r"\w{2,40}(?:systemet|platformen|portalen|databasen|appen|basen|registret|registeret|intra|system|portal"
    r"|platform|boks|nettet)"
)
_BODY_COMPOUND = re.compile(
    r"\w{2,40}(?:styrelsen|ministeriet|nævnet|rådet|tilsynet|direktoratet|foreningen|forbundet|instituttet|udvalget"
    r"|akademiet|centret|centeret|hospitalet|forvaltningen|service|kredsen|fonden|fondet|skolen|universitetet"
    r"|universitet|arkivet|politi|selskabet|forening|forbund)"
)
# The first words of a body's name that is made of several: 'Center for X', 'Foreningen X'.
OPENING_BODIES = re.compile(
    r"Center|Styrelsen|Ministeriet|Institut|Foreningen|Landsforeningen|Fonden|Jobcenter|Socialcenter|Borgercenter"
    r"|Plejecenter|Plejehjemmet|Botilbuddet|Plejecentret|Kvarterhuset|Medborgerhuset|Skolen|Beboerhuset|Rådet|Region"
    r"|Selskabet|Sammenslutningen|Nævnet|Direktoratet|Kulturhuset|Hjemmeplejen|Psykiatrisk|Enhed|Enheden|Kontoret"
    r"|Afdelingen|Team|Forebyggelsescenter|Handicapcenter|Genoptræningscenter|Sundhedshus|Dansk|Danske|Danmarks"
    r"|Københavns|Kredsen|Forskningscenter|Nationalt|Videnscenter|Statens"
)
_STREET = re.compile(
    r"\w{2,30}(?:vej|gade|alle|allé|plads|stræde|torv|vænge|parken|kaj|boulevard)|Allé|Plads|Torv|Boulevard"
)
_COMPANY = frozenset(["A/S", "ApS", "AB", "GmbH", "Inc", "Ltd", "IVS", "I/S", "P/S", "AMBA", "a.m.b.a"])
_LINKS = frozenset([",", "og", "eller", "/", "samt", "+"])


def in_list_with(words: Sequence[Word], first: int, taken: set[int]) -> bool:
    """Whether a name at word ``first`` goes on a list with a name that ends at one of the places ``taken``."""
    return first >= 2 and words[first - 1].text in _LINKS and first - 1 in taken


def says_system(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether the words around a name speak of a system: 'fagsystemet X', 'journaliseres i X', 'X-modulet'."""
    before = _before(words, first)
    if before and _SYSTEM_HEAD.fullmatch(before[0]):
        return True
    if before and before[0] in _TO_SYSTEM and any(_USE.fullmatch(w) or _SYSTEM_HEAD.fullmatch(w) for w in before[1:3]):
        return True
    if before and before[0] in _FOR_INSTANCE and any(_SYSTEM_HEAD.fullmatch(word) for word in before[1:4]):
        return True
    if before[:3] == ["af", "form", "i"] and len(before) > 3 and _SYSTEM_HEAD.fullmatch(before[3]):
        return True
    behind = [word.text for word in words[last : last + 2]]
    return len(behind) == 2 and behind[0] == "-" and _SYSTEM_HEAD.fullmatch(behind[1]) is not None


def says_body(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether the words around a name speak of a body: 'leverandøren X', 'i samarbejde med X', 'X A/S'."""
    before = _before(words, first)
    if last + 2 < len(words) and "".join(word.text for word in words[last : last + 3]).startswith(("A/S", "I/S")):
        return True
    if last < len(words) and words[last].text in _COMPANY:
        return True
    if before and _BODY_HEAD.fullmatch(before[0]):
        return True
    return (
        len(before) > 1
        and before[0] in _BY_BODY
        and re.match(
            r"samarbejd|dialog|aftale|udvikle|leverere|udarbejde|drøfte|rådgiv|bistand|drives|støtte|møde"
            r"|partnerskab",
            before[1],
        )
        is not None
    )


# Capitalised at a sentence's start or by habit, these are bodies of a kind rather than names of one.
_COMMON_BODIES = re.compile(
    r"Jobcenteret|Jobcentret|Centret|Centeret|Plejecentret|Forvaltningen|Udvalget|Rådet|Foreningen|Hospitalet|Skolen"
    r"|Fællesskabet|Selskabet|Bestyrelsen|Kompetencecentret|Kompetencecenteret|Servicecentret|Callcentret"
    r"|Callcenteret"
    r"|Byrådet|Regionsrådet|Skolebestyrelsen"
)


def is_street(word: str) -> bool:
    """Whether a word is the name of a street or square, or the last word of one."""
    return _STREET.fullmatch(word) is not None


def compound_kind(word: str) -> NameKind | None:
    """What a capitalised word names by its own end: 'Trafikportalen' a system, 'Havnegade' a place."""
    if is_street(word):
        return NameKind.PLACE
    if _SYSTEM_COMPOUND.fullmatch(word):
        return NameKind.SYSTEM
    body = _BODY_COMPOUND.fullmatch(word) and not _COMMON_BODIES.fullmatch(word)
    return NameKind.ORGANISATION if body else None


def _before(words: Sequence[Word], first: int) -> list[str]:
    """Up to six words before a place, nearest first, no farther back than the sentence."""
    found: list[str] = []
    place = first
    while place > 0 and len(found) < 6 and not words[place].opens:
        place -= 1
        if words[place].text in {".", ";", ":"}:
            break
        if words[place].text not in {'"', "“", "”", "'", "(", ")"}:
            found.append(words[place].text.casefold() if len(words[place].text) > 1 else words[place].text)
    return found
