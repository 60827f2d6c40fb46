"""Which typefaces of a preset are missing here: reported, since a substitute would otherwise hide that the right one is missing."""

from __future__ import annotations

from dataclasses import dataclass

from ...documents.setting.fonts import fonts_for, missing_fonts
from ...model.document.measures import PageMeasures


@dataclass(frozen=True)
class FontsReport:
    """The typefaces of a preset that this machine or the PDF does not have.

    Attributes:
        missing: those that this machine does not have; Word and WPS would silently take others.
        substituted: the names that the PDF sets in a delivered face instead.
    """

    missing: tuple[str, ...]
    substituted: tuple[str, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """Both lists as Chinese sentences; none where nothing is missing."""
        said = []
        if self.missing:
            said.append(f"本机没有安装{'、'.join(self.missing)}：DOCX 里写明了这些字体，在装有它们的电脑上显示才准确")
        if self.substituted:
            said.append(f"PDF 里的{'、'.join(self.substituted)}，用随程序提供的 Fandol 字体排出并嵌入，各机一样")
        return tuple(said)


def fonts_report(measures: PageMeasures) -> FontsReport:
    """Find out which typefaces of a preset this machine has."""
    return FontsReport(missing_fonts(measures), tuple(dict.fromkeys(fonts_for(measures).substitutes().values())))
