"""
Currencies: the signs, codes and words by which the news names them.

In: nothing.  Out: two tables, `SIGNS` (written before the figure) and `WORDS` (written after it), each to an ISO 4217 code, "" where several are meant.
Never: an exchange rate.  Source: ISO 4217 of 2024, and the names in common use.
"""

from collections.abc import Mapping

_CODES = """AED AFN AMD ANG AOA ARS AUD AZN BAM BBD BDT BGN BHD BIF BND BOB BRL BTN BWP BYN CAD CDF CHF CLP CNH CNY COP CRC CUP CZK DKK DOP DZD EGP ETB EUR FJD
    GBP GEL GHS GNF GTQ HKD HNL HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KRW KWD KZT LAK LBP LKR LYD MAD MDL MGA MKD MMK MNT MOP MUR MVR MWK MXN
    MYR MZN NAD NGN NIO NOK NPR NZD OMR PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SDG SEK SGD SOS SYP THB TJS TMT TND TRY TTD TWD TZS UAH UGX USD UYU
    UZS VES VND XAF XOF YER ZAR ZMW"""  # without ALL, TOP and the like, which are English words in headlines
CODES = frozenset(_CODES.split())

SIGNS: Mapping[str, str] = {code: code for code in CODES} | {
    "US$": "USD", "U.S.$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "HK$": "HKD", "S$": "SGD", "NZ$": "NZD", "NT$": "TWD", "R$": "BRL",
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "", "₹": "INR", "₽": "RUB", "₺": "TRY", "₩": "KRW", "₦": "NGN", "₴": "UAH", "₫": "VND", "₪": "ILS", "₱": "PHP",
    "₸": "KZT", "₼": "AZN", "₾": "GEL", "฿": "THB", "৳": "BDT", "Rs.": "", "Rs": "", "RM": "MYR", "Rp": "IDR", "Tk": "BDT", "KSh": "KES", "Ksh": "KES",
    "KSh.": "KES", "Ksh.": "KES", "Kshs": "KES", "USh": "UGX", "Ush": "UGX", "UShs": "UGX", "Ushs": "UGX", "TSh": "TZS", "Tsh": "TZS", "Sh": "", "Shs": "",
    "₵": "GHS", "Dh": "AED", "Dhs": "AED", "QR": "QAR", "SR": "SAR",
    "SFr": "CHF", "RMB": "CNY", "N": "NGN", "R": "ZAR",
}  # fmt: skip

# Spellings, then what the bare word means ("-" where it may be several), then what it means after an adjective; "_" stands for a space.
_NOUNS = """
dollar dollars USD US=USD U.S.=USD American=USD Australian=AUD Canadian=CAD Hong_Kong=HKD Singapore=SGD New_Zealand=NZD New_Taiwan=TWD Taiwan=TWD Brunei=BND
euro euros EUR
pound pounds pounds_sterling GBP British=GBP Egyptian=EGP Sudanese=SDG Syrian=SYP Lebanese=LBP
yuan renminbi CNY Chinese=CNY
yen JPY Japanese=JPY
won KRW South_Korean=KRW Korean=KRW North_Korean=KPW
rupee rupees - Indian=INR Pakistani=PKR Pakistan=PKR Nepali=NPR Nepalese=NPR Sri_Lankan=LKR Sri_Lanka=LKR Mauritian=MUR
rouble roubles ruble rubles RUB Russian=RUB Belarusian=BYN
lira liras TRY Turkish=TRY Syrian=SYP Lebanese=LBP Italian=ITL
franc francs - Swiss=CHF CFA=XOF French=FRF Rwandan=RWF Congolese=CDF Burundian=BIF Guinean=GNF
krone kroner krona kronor kronur - Norwegian=NOK Danish=DKK Swedish=SEK Icelandic=ISK
riyal riyals rial rials - Saudi=SAR Qatari=QAR Iranian=IRR Omani=OMR Yemeni=YER
dirham dirhams AED UAE=AED Emirati=AED Moroccan=MAD
dinar dinars - Kuwaiti=KWD Jordanian=JOD Iraqi=IQD Bahraini=BHD Tunisian=TND Algerian=DZD Libyan=LYD Serbian=RSD
peso pesos - Mexican=MXN Argentine=ARS Argentinian=ARS Chilean=CLP Colombian=COP Philippine=PHP Cuban=CUP Uruguayan=UYU Dominican=DOP
shilling shillings - Kenyan=KES Kenya=KES Ugandan=UGX Uganda=UGX Tanzanian=TZS Tanzania=TZS Somali=SOS
reais BRL Brazilian=BRL
soles PEN Peruvian=PEN
guarani guaranis guaraníes PYG
boliviano bolivianos BOB
quetzals quetzales GTQ
lempiras HNL
bolivars bolívares VES
ringgit MYR Malaysian=MYR
baht THB Thai=THB
dong VND Vietnamese=VND
rupiah IDR Indonesian=IDR
taka BDT Bangladeshi=BDT
kyat kyats MMK
kip LAK
riel riels KHR
tugrik tugriks MNT
rand ZAR South_African=ZAR
naira NGN Nigerian=NGN
cedi cedis GHS Ghanaian=GHS
birr ETB Ethiopian=ETB
kwanza kwanzas AOA
kwacha - Zambian=ZMW Malawian=MWK
pula BWP
metical meticais MZN
zloty zlotys zlotych PLN Polish=PLN
forint forints HUF Hungarian=HUF
koruna korunas crowns CZK Czech=CZK
hryvnia hryvnias UAH Ukrainian=UAH
leu lei RON Romanian=RON Moldovan=MDL
lev leva BGN Bulgarian=BGN
tenge KZT Kazakh=KZT
manat manats AZN Azerbaijani=AZN Turkmen=TMT
lari GEL Georgian=GEL
dram drams AMD Armenian=AMD
som soms soum soums - Kyrgyz=KGS Uzbek=UZS
somoni TJS
shekel shekels ILS Israeli=ILS
afghani afghanis AFN
"""


def _words(line: str) -> Mapping[str, str]:
    """The phrases of one line of the table, each to its code."""
    parts = line.replace("_", "\0").split()
    spellings = [part for part in parts if part.replace("\0", "").islower()]
    bare = parts[len(spellings)].strip("-")
    adjectives = dict(part.split("=") for part in parts[len(spellings) + 1 :])
    phrases = dict.fromkeys(spellings, bare) | {f"{adjective} {s}": code for adjective, code in adjectives.items() for s in spellings}
    return {phrase.replace("\0", " "): code for phrase, code in phrases.items()}


WORDS: Mapping[str, str] = (
    {code: code for code in CODES}
    | {"€": "EUR", "$": "USD", "£": "GBP"}
    | {phrase: code for line in _NOUNS.strip().splitlines() for phrase, code in _words(line).items()}
)
