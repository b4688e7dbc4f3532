"""The zip that a Word file is: checked for its sizes before anything is unpacked, and read part by part.

Only the few parts that we need are ever unpacked, each up to a limit of its own. (python-docx unpacks and parses every
part, unbounded; and it knows neither footnotes nor text in content controls and boxes.)
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib

from lxml import etree

from corpus.errors import Damaged, Encrypted, TooLarge, UnknownFormat
from corpus.readers.limits import MEGABYTE

MAX_MEMBERS = 5_000
MAX_UNPACKED = 200 * MEGABYTE  # the sum of all members, pictures included
MAX_PART = 48 * MEGABYTE  # one XML part; the tree takes some ten times as much memory
MAX_RATIO = 200  # Word's own XML packs to a twentieth, at times to a fiftieth; a bomb to a thousandth
RATIO_MATTERS_ABOVE = 4 * MEGABYTE

_ENCRYPTED_FLAG = 0x1
_DECLARATIONS = tuple(word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("utf-8", "utf-16-le"))

BOMB = "Word-filen fylder unormalt meget, når den pakkes ud, og bliver derfor ikke læst. Gem den igen i Word som .docx."
BROKEN = "Word-filen er beskadiget eller kun hentet delvis. Hent eller gem den igen som .docx."
ENTITIES = (
    "Word-filen indeholder XML-erklæringer, som Word aldrig skriver, og bliver derfor ikke læst. Gem den igen i Word."
)
LOCKED = "Word-filen er beskyttet med adgangskode. Fjern adgangskoden i Word, og gem den igen."
NOT_WORD = "Filen er ikke et Word-dokument. Gem den som .docx."


class Package:
    """A Word file's parts. Raises `TooLarge`, `Encrypted`, `Damaged` or `UnknownFormat`, when opened or read."""

    def __init__(self, data: bytes, source: str) -> None:
        self._source = source
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            members = self._archive.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
            raise Damaged(source, BROKEN) from error
        self._check(members)
        self._names = {member.filename for member in members}
        self.main = self._main_part()

    def _check(self, members: list[zipfile.ZipInfo]) -> None:
        """Refuse by the sizes that the zip's directory states; no member gives more than it states."""
        if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
            raise TooLarge(self._source, BOMB)
        for member in members:
            if member.flag_bits & _ENCRYPTED_FLAG:
                raise Encrypted(self._source, LOCKED)
            # Pictures are never unpacked, and a white one may honestly pack to nothing.
            limit = min(max(RATIO_MATTERS_ABOVE, MAX_RATIO * member.compress_size), MAX_PART)
            if member.filename.endswith((".xml", ".rels")) and member.file_size > limit:
                raise TooLarge(self._source, BOMB)

    def _main_part(self) -> str:
        """The name of the part that holds the text; Word names it document.xml, some services document2.xml."""
        relations = self.part("_rels/.rels")
        for relation in relations if relations is not None else ():
            if relation.get("Type", "").endswith("/officeDocument"):
                target = relation.get("Target", "").lstrip("/")
                if target in self._names and target.startswith("word/"):
                    return target
        if "word/document.xml" in self._names:
            return "word/document.xml"
        raise UnknownFormat(self._source, NOT_WORD)

    def beside(self, name: str) -> etree._Element | None:
        """A part in the main part's folder, such as 'styles.xml'; None when the file has none."""
        return self.part(posixpath.join(posixpath.dirname(self.main), name))

    def has_pictures(self) -> bool:
        """Whether pictures lie in the file: where it has no text, they may be a scan."""
        return any(name.startswith("word/media/") for name in self._names)

    def part(self, name: str) -> etree._Element | None:
        """The root element of an XML part; None when the file has no such part."""
        if name not in self._names:
            return None
        try:
            with self._archive.open(name) as member:
                data = member.read(MAX_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
            raise Damaged(self._source, BROKEN) from error
        if len(data) > MAX_PART:
            raise TooLarge(self._source, BOMB)
        if any(declaration in data for declaration in _DECLARATIONS):
            raise Damaged(self._source, ENTITIES)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise Damaged(self._source, BROKEN) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise Damaged(self._source, ENTITIES)
        return root
