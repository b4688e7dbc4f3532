"""Tables as they reach us, each with the cells that it says: the vectors of the table tests.

Every case is the text of a proposal's part (rows of cells are separated by tabs) and the expected tables, each as
(kind, years, {label: {year: amount in printed units}}).
"""

from __future__ import annotations

from dataclasses import dataclass

Cells = dict[str, dict[int, int]]


@dataclass(frozen=True, kw_only=True)
class Case:
    """One printed text and what its tables say."""

    name: str
    text: str
    tables: tuple[tuple[str, Cells], ...]
    payback: dict[str, float] | None = None


INVESTMENT: Cells = {
    "Færre kørsler til depotet": {2022: -200, 2023: -450, 2024: -450, 2025: -450},
    "Drift af ruteplanlægger": {2022: 60, 2023: 60, 2024: 60, 2025: 60},
    "Samlet varig ændring": {2022: -140, 2023: -390, 2024: -390, 2025: -390},
    "Projektleder i et halvt år": {2021: 310},
    "Ladestandere ved værkstedet": {2021: 500, 2022: 120},
    "Samlede implementeringsomkostninger": {2021: 810, 2022: 120},
    "Samlet økonomisk påvirkning": {2021: 810, 2022: -20, 2023: -390, 2024: -390, 2025: -390},
}

CASES = (
    Case(
        name="cells apart, blocks as rows",
        text="""Tabel 1. Forslagets samlede økonomiske konsekvenser
1.000 kr. 2021 p/l\tStyringsområde\t2021\t2022\t2023\t2024\t2025
Varige ændringer\t\t\t\t\t\t
Færre kørsler til depotet\tService\t\t-200\t-450\t-450\t-450
Drift af ruteplanlægger\tService\t\t60\t60\t60\t60
Samlet varig ændring\t\t\t-140\t-390\t-390\t-390
Implementeringsomkostninger\t\t\t\t\t\t
Projektleder i et halvt år\tService\t310\t\t\t\t
Ladestandere ved værkstedet\tAnlæg\t500\t120\t\t\t
Samlede implementeringsomkostninger\t\t810\t120\t\t\t
Samlet økonomisk påvirkning\t\t810\t-20\t-390\t-390\t-390
Tilbagebetalingstid baseret på serviceeffektivisering\t\t3\t\t\t\t
Tilbagebetalingstid baseret på totaløkonomi\t\t4\t\t\t\t""",
        tables=(("economic_consequences", INVESTMENT),),
        payback={"service": 3.0, "total": 4.0},
    ),
    Case(
        name="flattened, empty cells gone",
        text="Udgifterne ses nedenfor. Tabel 1. Forslagets samlede økonomiske konsekvenser 1.000 kr. 2021 "
        "p/l Styringsområde "
        "2021 2022 2023 2024 2025 Varige ændringer Færre kørsler til depotet Service -200 -450 -450 -450 "
        "Drift af ruteplanlægger Service 60 60 60 60 Samlet varig ændring -140 -390 -390 -390 "
        "Implementeringsomkostninger Projektleder i et halvt år Service 310 Ladestandere ved værkstedet Anlæg 500 120 "
        "Samlede implementeringsomkostninger 810 120 Samlet økonomisk påvirkning 810 -20 -390 -390 -390 "
        "Tilbagebetalingstid baseret på serviceeffektivisering 3 Tilbagebetalingstid baseret på totaløkonomi 4 "
        "Beløbene er fremskrevet med den almindelige sats.",
        tables=(("economic_consequences", INVESTMENT),),
        payback={"service": 3.0, "total": 4.0},
    ),
    Case(
        name="wrapped, labels over two lines",
        text="""Tabel 1. Forslagets samlede økonomiske konsekvenser
1.000 kr. 2021 p/l Styringsområde 2021 2022 2023 2024 2025
Varige ændringer
Færre kørsler til
depotet Service -200 -450 -450 -450
Drift af ruteplanlægger Service 60 60 60 60
Samlet varig ændring -140 -390 -390 -390
Implementeringsomkostninger
Projektleder i et halvt
år Service 310
Ladestandere ved værkstedet Anlæg 500 120
Samlede implementeringsomkostninger 810 120
Samlet økonomisk påvirkning 810 -20 -390 -390 -390""",
        tables=(("economic_consequences", INVESTMENT),),
    ),
    Case(
        name="one cell a line",
        text="Tabel 1. Forslagets samlede økonomiske konsekvenser\n1.000 kr. 2021 "
        "p/l\nStyringsområde\n2021\n2022\n2023\n2024\n2025\n"
        "Varige ændringer\nFærre kørsler til depotet\nService\n-200\n-450\n-450\n-450\nDrift af "
        "ruteplanlægger\nService\n60\n60\n60\n60\n"
        "Samlet varig ændring\n-140\n-390\n-390\n-390\nImplementeringsomkostninger\nProjektleder i "
        "et halvt år\nService\n310\n"
        "Ladestandere ved værkstedet\nAnlæg\n500\n120\nSamlede implementeringsomkostninger\n810\n120\n"
        "Samlet økonomisk påvirkning\n810\n-20\n-390\n-390\n-390",
        tables=(("economic_consequences", INVESTMENT),),
    ),
    Case(
        name="years lost, taken from the other table",
        text="""Tabel 1. Forslagets samlede økonomiske konsekvenser
1.000 kr. 2021 p/l\tStyringsområde\t2021\t2022\t2023
Projektleder i et halvt år\tService\t310\t200\t
Samlede implementeringsomkostninger\t\t310\t200\t
Pengene bruges i de to første år.
Tabel 2. Serviceinvesteringer i forslaget
1.000 kr. 2021 p/l
Projektleder i et halvt år 310 200
Investeringer totalt, service 310 200""",
        tables=(
            (
                "economic_consequences",
                {
                    "Projektleder i et halvt år": {2021: 310, 2022: 200},
                    "Samlede implementeringsomkostninger": {2021: 310, 2022: 200},
                },
            ),
            (
                "service_investments",
                {
                    "Projektleder i et halvt år": {2021: 310, 2022: 200},
                    "Investeringer totalt, service": {2021: 310, 2022: 200},
                },
            ),
        ),
    ),
    Case(
        name="a label broken by its values, marks in a column of their own",
        text="Tabel 2. Serviceinvesteringer i forslaget 1.000 kr. 2019 p/l 2019 2020 Investeringspulje "
        "Oplæring af 120 80 X natholdet "
        "Udskiftning af låse 40 0 X Investeringer totalt, service 160 80 X 1.5 Andet",
        tables=(
            (
                "service_investments",
                {
                    "Oplæring af natholdet": {2019: 120, 2020: 80},
                    "Udskiftning af låse": {2019: 40, 2020: 0},
                    "Investeringer totalt, service": {2019: 160, 2020: 80},
                },
            ),
        ),
    ),
    Case(
        name="numbers in labels",
        text="Tabel 2. Serviceinvesteringer i forslaget 1.000 kr. 2019 p/l 2019 2020 Løn til 4 "
        "fuldmægtige 1.250 Undervisning (hold 1-3) 90 "
        "Investeringer totalt, service 1.340",
        tables=(
            (
                "service_investments",
                {
                    "Løn til 4 fuldmægtige": {2019: 1250},
                    "Undervisning (hold 1-3)": {2019: 90},
                    "Investeringer totalt, service": {2019: 1340},
                },
            ),
        ),
    ),
    Case(
        name="a column I alt beside the years is no year",
        text="""Tabel 3. Anlægsinvesteringer i forslaget
Mio. kr. 2020 p/l\t2020\t2021\tI alt
Nyt tag på depotet\t1,5\t0,5\t2,0
Projektering\t0,3\t\t0,3
Investeringer totalt, anlæg\t1,8\t0,5\t2,3""",
        tables=(
            (
                "construction_investments",
                {
                    "Nyt tag på depotet": {2020: 1500, 2021: 500},
                    "Projektering": {2020: 300},
                    "Investeringer totalt, anlæg": {2020: 1800, 2021: 500},
                },
            ),
        ),
    ),
    Case(
        name="read column by column, the header last",
        text="1.12 TEKNISK BILAG Tabel 4. Fordeling af serviceinvesteringer mellem udvalg Udvalg "
        "Socialudvalget Teknik- og Miljøudvalget Total "
        "Omkostninger 700 300 Omkostninger 150 50 Omkostninger 850 350 1.000 kr. 2019 p/l 2019 2020 2021",
        tables=(
            (
                "committee_split",
                {
                    "Socialudvalget": {2019: 700, 2020: 300},
                    "Teknik- og Miljøudvalget": {2019: 150, 2020: 50},
                    "Total": {2019: 850, 2020: 350},
                },
            ),
        ),
    ),
    Case(
        name="a count of staff between the money, and a table that is no money",
        text="""Tabel 5. Påvirkning af kommunens administration
1.000 kr. 2023 p/l\t2023\t2024
Færre timer i regnskab\t-300\t-600
Årsværk\t-0,5\t-1
I alt\t-300\t-600
Tabel 6. Antal børn i skoler
Bydel\t2023\t2024
Nord\t4.200\t4.300
Syd\t1.100\t1.150""",
        tables=(
            ("admin_effect", {"Færre timer i regnskab": {2023: -300, 2024: -600}, "I alt": {2023: -300, 2024: -600}}),
        ),
    ),
    Case(
        name="a phase's number is told from its values by the total",
        text="Tabel 2. Serviceinvesteringer i forslaget 1.000 kr. 2019 p/l 2019 2020 2021 Prøvehold 2 300 "
        "200 Leje af 6 IP-telefoner 90 40 "
        "Investeringer totalt, service 390 240",
        tables=(
            (
                "service_investments",
                {
                    "Prøvehold 2": {2019: 300, 2020: 200},
                    "Leje af 6 IP-telefoner": {2019: 90, 2020: 40},
                    "Investeringer totalt, service": {2019: 390, 2020: 240},
                },
            ),
        ),
    ),
    Case(
        name="a label broken by its values in the middle of a word and before a number",
        text="""Tabel 2. Serviceinvesteringer i forslaget
1.000 kr. 2019 p/l 2019 2020
Genopkald til udskrevne inden for 14 og 35 50
30 dage efter hjemkomst
Måleudstyr, abonnementer og kalibre- 40 10
ring
Investeringer totalt, service 75 60
Pengene er afsat én gang.""",
        tables=(
            (
                "service_investments",
                {
                    "Genopkald til udskrevne inden for 14 og 30 dage efter hjemkomst": {2019: 35, 2020: 50},
                    "Måleudstyr, abonnementer og kalibrering": {2019: 40, 2020: 10},
                    "Investeringer totalt, service": {2019: 75, 2020: 60},
                },
            ),
        ),
    ),
    Case(
        name="a label that begins with a number",
        text="Tabel 3. Anlægsinvesteringer i forslaget 1.000 kr. 2019 p/l Styringsområde 2019 2020 Kraner "
        "Anlæg 1.200 900 "
        "34 nye beholdere Anlæg 1.800 2.700 Investeringer totalt, anlæg 3.000 3.600",
        tables=(
            (
                "construction_investments",
                {
                    "Kraner": {2019: 1200, 2020: 900},
                    "34 nye beholdere": {2019: 1800, 2020: 2700},
                    "Investeringer totalt, anlæg": {2019: 3000, 2020: 3600},
                },
            ),
        ),
    ),
    Case(
        name="a sentence that begins with a number after the total",
        text="Tabel 3. Anlægsinvesteringer i forslaget 1.000 kr. 2019 p/l 2019 2020 Kraner 1.200 "
        "Investeringer totalt, anlæg 1.200 "
        "500 haver med i alt 30 træer får besøg hvert år, og i 2012 var der i alt 40 klager over nedfald.",
        tables=(("construction_investments", {"Kraner": {2019: 1200}, "Investeringer totalt, anlæg": {2019: 1200}}),),
    ),
    Case(
        name="committees without values before the one that has them, and before the total",
        text="Tabel 4. Fordeling af serviceinvesteringer mellem udvalg 1.000 kr. 2019 p/l 2019 2020 "
        "Økonomiudvalget Koncern IT 700 300 Socialudvalget Teknik- og Miljøudvalget Total 700 300",
        tables=(("committee_split", {"Koncern IT": {2019: 700, 2020: 300}, "Total": {2019: 700, 2020: 300}}),),
    ),
    Case(
        name="a total that names its area in words, flattened",
        text="Tabel 2. Serviceinvesteringer 1.000 kr. 2018 p/l Styringsområde 2019 2020 2021 Projektledelse Service "
        "300 200 0 Uddannelse Service 100 100 I alt på service 400 300 0 Pengene bruges i de to første år.",
        tables=(
            (
                "service_investments",
                {
                    "Projektledelse": {2019: 300, 2020: 200, 2021: 0},
                    "Uddannelse": {2019: 100, 2020: 100},
                    "I alt på service": {2019: 400, 2020: 300, 2021: 0},
                },
            ),
        ),
    ),
    Case(
        name="labels that begin with a number behind a full row of values",
        text="Tabel 3. Anlægsinvesteringer 1.000 kr. 2018 p/l 2019 2020 3 nye ladestandere 300 200 12 skabe og låse "
        "100 100 I alt på anlæg 400 300 Skabene stilles op i kælderen.",
        tables=(
            (
                "construction_investments",
                {
                    "3 nye ladestandere": {2019: 300, 2020: 200},
                    "12 skabe og låse": {2019: 100, 2020: 100},
                    "I alt på anlæg": {2019: 400, 2020: 300},
                },
            ),
        ),
    ),
    Case(
        name="a number given on to the next label because only then the total holds",
        text="Tabel 3. Anlægsinvesteringer 1.000 kr. 2018 p/l 2019 2020 2021 Projektering 300 26 nye spredere "
        "120 140 90 Investeringer totalt, anlæg 420 140 90 Sprederne skiftes om vinteren.",
        tables=(
            (
                "construction_investments",
                {
                    "Projektering": {2019: 300},
                    "26 nye spredere": {2019: 120, 2020: 140, 2021: 90},
                    "Investeringer totalt, anlæg": {2019: 420, 2020: 140, 2021: 90},
                },
            ),
        ),
    ),
)
