"""The words by which a Danish text names another proposal or project, and tells its year."""

from __future__ import annotations

import re

CUE = (
    r"(?:innovations|investerings|effektiviserings|budget|omstillings|pilot|bruger|mobil|demonstrations"
    r"|udviklings)?-?"
    r"(?:forslag|projekt|forsøg|notat|case|initiativ|program|indsats|pilot|bidrag|puljeansøgning|ansøgning"
    r"|plan)(?:et|en|erne|ene|er|s|ets|ens)?"
)
CUE_END = re.compile(
    rf"(?:\b{CUE}|\bbusiness case[n]?|\b(?:hed|hedder|kaldt|kaldet|navnet|titlen|handler?plan|handleplan(?:en)?"
    rf"|jf\.?|se))(?: om| med titlen| ved navn| under navnet)?[ :,(–-]{{0,3}}$",
    re.IGNORECASE,
)
CUE_BEGIN = re.compile(rf"(?:{CUE}|handler?plan|handleplan(?:en)?)\b[ –:-]", re.IGNORECASE)
ID = re.compile(r"(?<![\w-])(?P<year>20[012]\d)-(?P<code>[A-ZÆØÅ]{2,4}\d{1,3}[a-h]?)(?![\w-])")
QUOTED = re.compile(r"[\"“”„»«]([^\"“”„»«\n]{4,160})[\"“”„»«]|(?<=[\s(])['‘’]([^'‘’\n]{6,160})['’](?=[\s.,;:)])")
NAMED = re.compile(
    r"\b(?:[Pp]ilot|[Uu]dviklings|[Ff]orsknings|[Dd]emonstrations)?-?(?:[Pp]rojektet|[Pp]rojekt|[Ff]orsøget"
    r"|[Ii]nitiativet|[Pp]rogrammet|[Cc]asen for)"
    r" (?P<name>[A-ZÆØÅ][\wæøåÆØÅ-]{2,30}(?: (?:(?:af|for|i|og|på|til) )?[A-ZÆØÅ][\wæøåÆØÅ-]{2,30}){1,5})"
)
ABOUT = re.compile(
    rf"\b(?:{CUE}) (?:om|med|vedrørende|vedr\.|for|til|på|af|under navnet|hed) (?P<what>[^.;:\n(]{{8,140}})",
    re.IGNORECASE,
)
EARLIER = re.compile(
    r"\b(?:tidligere|sidste år|sidste runde|seneste runde|forrige|dengang|i sin tid|for \w{2,5} år siden"
    r"|blev (?:ikke )?(?:finansieret|vedtaget|prioriteret|godkendt|trukket|afvist|skubbet|gennemført|bevilget"
    r"|drøftet)"
    r"|fik (?:midler|penge|afslag|innovationsmidler)|givet penge|innovations?puljen betalte|finansierede|jf\."
    r"|bevillingen|i (?:19|20)\d\d|i forlængelse af|bygger (?:videre )?på|viderefører|udspringer af)",
    re.IGNORECASE,
)
AGAIN = re.compile(
    r"\b(?:forslag(?:et)?(?: med samme kerne| var også med| blev (?:ikke |indsendt |trukket|skubbet|fremsat"
    r"|afvist|drøftet))"
    r"|(?:tilsvarende|lignende|samme) forslag|søgte (?:vi )?(?:også )?(?:om )?(?:det samme)|(?:skrev|søgte) vi også"
    r"|fremsættes på ny|genfremsættes|indsendes igen)",
    re.IGNORECASE,
)
AHEAD = re.compile(
    r"\b(?:(?:investerings|effektiviserings|budget)?forslag(?:et)? (?:til|i|ved) (?:forhandlingerne om )?"
    r"(?:budget(?:tet)?|OFS|overførs?els{1,2}agen|overførelsessagen)\s(?:for )?|(?:investerings"
    r"|effektiviserings)-?cases? i )"
    r"(?P<year>20\d\d)(?:\s?[-/–]\s?(?:20)?(?P<later>\d\d))?",
    re.IGNORECASE,
)
LAST_YEAR = re.compile(
    r"\b(?:sidste år|sidste års|sidste runde|seneste runde|sidste overførselssag|forrige runde)\b", re.IGNORECASE
)
YEARS_AGO = re.compile(r"\bfor (?P<count>et|to|tre|fire|fem) år siden\b", re.IGNORECASE)
COUNTS = {"et": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5}
APPROVED = re.compile(
    r"\b(?:er |blev )?tidligere (?:blevet )?(?:godkendt|vedtaget|prioriteret|bevilget|finansieret)", re.IGNORECASE
)
YEAR = re.compile(r"\b(20[012]\d)(?:\s?[-/–]\s?(?:20)?(\d\d))?\b")
_BUDGET = r"(?P<budget>budget(?:tet|forliget|forhandlingerne|aftalen)?(?: for)? )?"
YEAR_BEFORE = re.compile(rf"\b{_BUDGET}(?P<year>20[012]\d)[ :-]{{0,2}}$", re.IGNORECASE)
YEAR_AFTER = re.compile(
    rf"[^.;\n]{{0,40}}?{_BUDGET}(?<!\d)(?P<year>20[012]\d)(?:\s?[-/–]\s?(?:20)?(?P<later>\d\d))?(?!\d)", re.IGNORECASE
)
