"""Names of columns that say which unit it is: identifiers, names, and home jurisdictions, of the US and elsewhere.

Whose names they are; not every one of these descriptions was at hand when the list was made, so that a name may be
missing. Nothing depends on it: what is not known by its name is chosen by the person.

- US: Census Bureau, TIGER/Line Shapefiles Technical Documentation (GEOID, GEOID20, NAMELSAD, STATEFP, VTDST20) and
  cartographic boundary files (AFFGEOID, GEOIDFQ, STUSPS); IPUMS NHGIS codebooks (GISJOIN, STATEA); MIT Election Lab,
  codebook of the precinct returns (state_po, state_fips, county_fips, jurisdiction_fips, precinct); readme files of the
  Redistricting Data Hub (UNIQUE_ID) and of MGGG's states; California's Statewide Database (SRPREC_KEY).
- Canada: Statistics Canada, Boundary Files Reference Guide (CDUID, CDNAME, PRUID, PRNAME, DGUID).
- Germany: Federal Agency for Cartography and Geodesy, VG250 documentation (AGS, ARS, GEN, SN_L).
- European Union: Eurostat GISCO (NUTS_ID, NAME_LATN, CNTR_CODE, LAU_ID, LAU_NAME, GISCO_ID).
- France: IGN, ADMIN EXPRESS (INSEE_COM, INSEE_DEP, NOM). United Kingdom: Office for National Statistics (LAD21CD,
  LAD21NM). Australia: Bureau of Statistics (LGA_CODE21, STE_NAME21). Mexico: INEGI (CVEGEO, NOMGEO, CVE_ENT). Brazil:
  IBGE (CD_MUN, NM_MUN, SIGLA_UF).
- The world: GADM (GID_2, NAME_2), geoBoundaries (shapeID, shapeName), OCHA's common datasets (ADM2_PCODE, ADM2_EN).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from borderkit.own_layer.recipe import HomeKind

#: What vintages of the Census Bureau add to their names.
_VINTAGE = r"(?:00|10|20|_?20[012]0)?"

#: Names of identifiers, the surest first. Those up to ``WEAK_IDENTIFIERS`` are made to identify units.
_IDENTIFIERS = (
    rf"GEO_?ID{_VINTAGE}", r"GEOCODE", r"BLOCKID", rf"TABBLKID{_VINTAGE}", r"GISJOIN\d*", r"GEO_?ID_?FQ\d*",
    r"AFFGEOID\d*",
    r"UNIQUE_ID\d*", r"VTD_?KEY", rf"VTD_?ID{_VINTAGE}", r"CNTYVTD", r"PCTKEY", r"(?:SR|RG|M)?PREC_?KEY", r"LOC_PREC",
    r"JURISDICTION_FIPS", r"(?:COUNTY|CNTY|CTY|CO)_?FIPS", r"FIPS(?:_?CODE|CO|1)?",
    r"DAUID", r"CSDUID", r"CTUID", r"CCSUID", r"FEDUID", r"CDUID", r"PRUID", r"DGUID",
    r"AGS(?:_0)?", r"ARS(?:_0)?", r"RS", r"GEMEINDESCHLUESSEL",
    r"GISCO_ID", r"LAU_(?:ID|CODE)", r"NUTS_?ID", r"NUTS_?CODE",
    r"(?:CODE_)?INSEE(?:_COM)?", r"INSEE_CAN", r"INSEE_ARR", r"(?:INSEE|CODE)_DEPT?", r"(?:INSEE|CODE)_REG",
    r"[A-Z]{2,6}\d\dCD", r"SA[1-4]_(?:CODE|MAIN)_?\d*", r"(?:LGA|CED|SED|SSC|SAL|STE)_CODE_?\d*",
    r"CVEGEO", r"CD_(?:SETOR|MUN|GEOCMU)", r"STATCODE", r"BFS_?(?:NUMMER|NR)", r"GMDNR", r"GKZ", r"NATCODE", r"PRO_COM",
    r"ADM4_PCODE", r"ADM3_PCODE", r"ADM2_PCODE", r"ADM1_PCODE", r"SHAPEID", r"SHAPEISO",
    r"GID_5", r"GID_4", r"GID_3", r"GID_2", r"GID_1", r"GID_0", r"ISO_3166_2", r"ADM1_CODE", r"ADM0_A3", r"ISO_?A3",
)  # fmt: skip
_WEAKER = (
    rf"VTD(?:ST)?{_VINTAGE}", r"PRECINCT_?(?:ID|CODE|NO|NUM|I)", r"PREC(?:_?ID|INCTID|CODE)?", r"PCT(?:_?ID|CODE|NUM)?",
    r"UNIT_?ID", r"UID", r"ID", r"CODE", r"KEY", r"KOD", r"CODIGO", r"CODICE", r"KENNZIFFER", r"SCHLUESSEL", r"NUMMER",
    r"[A-Z0-9]+_?(?:CODE|PCODE|CD)", r"(?:CODE|COD|CVE|CD)_[A-Z0-9]+", r"[A-Z0-9]+_(?:ID|KEY|UID|NR|NO|NUM)",
    r"PRECINCT(?:_?N(?:AME)?)?", r"NAME", r"DISTRICT",
    # Numbers that a program gave the rows when it wrote them; another export may give others.
    r"OBJECTID(?:_\d+)?", r"(?:OGC_)?FID(?:_\d+)?", r"GLOBALID", r"GID", r"INDEX",
)  # fmt: skip
WEAK_IDENTIFIERS = len(_IDENTIFIERS)
_ROW_NUMBERS = re.compile(r"OBJECTID(?:_\d+)?|(?:OGC_)?FID(?:_\d+)?|GLOBALID|GID|INDEX")

#: A column of names that goes with an identifier: parts of the identifier's name are put into it.
_NAMES_BESIDE = (
    (r"(DA|CSD|CT|CCS|FED|CD|PR)UID", (r"\1NAME", r"\1ENAME")),
    (r"GID_(\d)", (r"NAME_\1",)),
    (r"ADM(\d)_PCODE", (r"ADM\1_EN", r"ADM\1_NAME", r"ADM\1_FR", r"ADM\1_ES", r"ADM\1_PT", r"ADM\1_REF")),
    (r"([A-Z]{2,6}\d\d)CD", (r"\1NM",)),
    (r"(SA[1-4]|LGA|CED|SED|SSC|SAL|STE)_(?:CODE|MAIN)(_?\d*)", (r"\1_NAME\2",)),
    (r"(?:GISCO_ID|LAU_(?:ID|CODE))", ("LAU_NAME",)),
    (r"NUTS_?(?:ID|CODE)", ("NAME_LATN", "NUTS_NAME")),
    (r"(?:AGS|ARS)(?:_0)?|RS", ("GEN",)),
    (r"(?:CODE_)?INSEE_?(COM|CAN|ARR|DEPT?|REG)?", (r"NOM_\1", "NOM", "LIBELLE")),
    (r"SHAPE(?:ID|ISO)", ("SHAPENAME",)),
    (r"CVEGEO", ("NOMGEO", "NOM_MUN", "NOM_ENT")),
    (r"CD_([A-Z]+)", (r"NM_\1",)),
    (r"STATCODE", ("STATNAAM",)),
)  # fmt: skip
_NAMES = (
    r"FULL_?NAME", rf"NAMELSAD{_VINTAGE}", r"(?:VTD|PREC|PRECINCT|PCT|WARD|UNIT)_?N(?:AME|AM)?\d*", r"PRECINCT",
    rf"NAME{_VINTAGE}", r"(?:COUNTY|CNTY|CTY)_?NA?ME?", r"JURISDICTION(?:_NAME)?", r"SHORTLABEL", r"LABEL",
    r"NAME_?EN(?:GLISH)?", r"ENGLISH_?NAME", r"NOM(?:BRE|E|GEO)?", r"NAAM", r"NAMN", r"NAVN", r"NAZWA", r"NAZEV",
    r"NIMI", r"GEN",
    r"GEMEINDE(?:NAME)?", r"BEZEICHNUNG", r"MUNICIP(?:IO|ALITY)?(?:_NAME)?", r"COMUNE", r"COMMUNE", r"GMINA",
    r"LIBELLE",
    r"[A-Z0-9]+_?NAME(?:_?\d+)?", r"NAME_\d", r"(?:NOM|NM|NAME)_[A-Z]+", r"[A-Z0-9]+_?NM", r"COUNTY", r"TITLE",
    rf"VTD(?:ST)?{_VINTAGE}",
)  # fmt: skip

#: Names of columns of home jurisdictions by what their values are; whether they are is seen in the sample.
_HOMES: tuple[tuple[HomeKind, tuple[str, ...]], ...] = (
    (
        HomeKind.POSTAL,
        (
            r"STUSPS\d*", r"STATE_?(?:PO|ABBR?V?|ABBREV|ABV|POSTAL|CODE|USPS)", r"STATEABRV",
            r"ST_?(?:ABBREV|ABBR|POSTAL)",
            r"STUSAB", r"POSTAL(?:_CODE)?", r"USPS", r"ST", r"STATE", r"HOME", r"STATE_ID",
        ),
    ),
    (
        HomeKind.FIPS,
        (rf"STATE_?FP{_VINTAGE}", r"STATE_?FIPS\d*", r"ST_?FIPS", r"FIPS_?ST(?:ATE)?", r"STATEA", r"STATE_?CODE",
        r"STATE", r"ST"),
    ),
    (
        HomeKind.NAME,
        (
            r"STATE_?(?:NAME|NM)", r"STATE", r"ST_?NAME", r"HOME_?NAME", r"HOME",
            r"PRE?NAME", r"PRUID", r"NAME_1", r"GID_1", r"ADM1_(?:EN|NAME|FR|ES|PT|PCODE)", r"STE_NAME_?\d*",
            r"STE_CODE_?\d*",
            r"(?:NAME|NOM|NM)_(?:LAND|REG|REGION|ENT|UF|STATE|PROV|PROVINCE)", r"NOM_ENT", r"CVE_ENT", r"SIGLA_UF",
            r"SN_L", r"LAND", r"BUNDESLAND", r"BLAND(?:NAME)?", r"LAND_NAME", r"KANTON(?:SNAME)?", r"KTNR", r"CANTON",
            r"PROVINCES?(?:_NAME)?", r"PROVINCIE", r"PROVINCIA", r"PROV(?:_NAME)?", r"PROVINSI", r"WOJEWODZTWO",
            r"REGI(?:ON|ONE|AO)(?:_NAME)?",
            r"INSEE_REG", r"INSEE_DEP", r"CODE_REG", r"CODE_DEP", r"DEPARTE?MENTO?", r"ESTADO", r"ENTIDAD", r"OBLAST",
            r"TERRITORY",
            r"CTRY\d\dNM", r"RGN\d\dNM", r"COUNTRY(?:_NAME)?", r"CNTR_CODE", r"SHAPEGROUP", r"GID_0",
            r"ADM0_(?:EN|NAME|PCODE)", r"ADMIN",
            r"SOVEREIGNT",
        ),
    ),
)  # fmt: skip


def _ranked(patterns: Sequence[str], names: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield rank and name of those names that are one of the patterns, in the patterns' order."""
    for rank, pattern in enumerate(patterns):
        compiled = re.compile(pattern, re.IGNORECASE)
        for name in names:
            if compiled.fullmatch(name.strip()):
                yield rank, name


def identifiers(names: Sequence[str]) -> dict[str, int]:
    """Return those names that identifiers have, with their rank, the surest first."""
    found: dict[str, int] = {}
    for rank, name in _ranked((*_IDENTIFIERS, *_WEAKER), names):
        found.setdefault(name, rank)
    return found


def is_row_number(name: str) -> bool:
    """Tell whether a name is one that programs give to the numbers of rows."""
    return bool(_ROW_NUMBERS.fullmatch(name.strip().upper()))


def names_for(identifier: str, names: Sequence[str]) -> list[str]:
    """Return the names that columns of units' names have, those first that go with the identifier."""
    beside: list[str] = []
    for pattern, templates in _NAMES_BESIDE:
        match = re.fullmatch(pattern, identifier.strip(), re.IGNORECASE)
        if match is not None:
            beside += [re.escape(match.expand(template)) for template in templates]
    return list(dict.fromkeys(name for _, name in _ranked((*beside, *_NAMES), names)))


def homes(names: Sequence[str]) -> list[tuple[HomeKind, str]]:
    """Return which names columns of home jurisdictions have, and what their values would be; the surest first."""
    return [(kind, name) for kind, patterns in _HOMES for _, name in _ranked(patterns, names)]
