"""How the person's system writes numbers."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from borderkit.number_format import Digits


def system_digits(locale: QLocale | None = None) -> Digits:
    """Return what writes numbers as the system does, or as in a locale."""
    chosen = locale or _system_locale()

    def write(number: float, decimals: int) -> str:
        return chosen.toString(float(number), "f", decimals)

    return write


def _system_locale() -> QLocale:
    """Return the system's locale; where none is set, numbers are written as in American English."""
    locale = QLocale()
    return QLocale(QLocale.Language.English) if locale.language() == QLocale.Language.C else locale
