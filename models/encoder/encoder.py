"""The encoder that serves: its stored form, how texts are cut into tokens, and the vectors."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from models import artefact
from models.encoder.batches import of_one_length
from models.errors import ArtefactDamaged

if TYPE_CHECKING:
    import numpy as np
    from tokenizers import Tokenizer

    from models.encoder.runtime import Network

Kind = Literal["passage", "query"]

NAME = "encoder"
VERSION = "1"
"""Version of the stored form that is written by training.export_encoder and read here."""

TRAINED = Path(__file__).resolve().parents[1] / "trained" / "encoder"
NETWORK = "network.xml"
NETWORK_WEIGHTS = "network.bin"
TOKENIZER = "tokenizer.json"

_CHARACTERS_PER_TOKEN = 40
"""More than any piece of a vocabulary has with the blanks around it: what lies beyond can be left out unread."""


class Encoder:
    """Texts to vectors. Made by `load_encoder`; may be used by several threads."""

    def __init__(
        self,
        *,
        identity: str,
        dimensions: int,
        most_tokens: int,
        prefixes: dict[str, str],
        tokenizer: Tokenizer,
        network: Network,
    ) -> None:
        self._id = identity
        self._dimensions = dimensions
        self._most_tokens = most_tokens
        self._prefixes = prefixes
        self._tokenizer = tokenizer
        self._network = network

    @property
    def id(self) -> str:
        """Name and content of the encoder: vectors may only be compared where this is the same."""
        return self._id

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self._dimensions

    @property
    def most_tokens(self) -> int:
        """Tokens that are read of a text, prefix included; the rest is left out. Some 330 Danish words are 512."""
        return self._most_tokens

    def encode(self, texts: Sequence[str], *, kind: Kind = "passage") -> np.ndarray:
        """One vector of length 1 for each text, in the given order. *Shape:* (texts, dimensions), float32.

        Raw cosines of some encoders lie in a narrow band: subtract a collection's mean before comparing. Of a text
        beyond ``most_tokens`` only the beginning is read (`tokens` counts them); the empty text has a vector too.
        A text gives the same vector whatever it is encoded with.
        """
        import numpy as np

        vectors = np.zeros((len(texts), self._dimensions), dtype=np.float32)
        tokens = self._tokens(texts, kind)
        if kind == "query" and len(texts) == 1:
            self._network.run_one(tokens[0], into=vectors[0])
            return vectors
        batches = of_one_length([len(text) for text in tokens])
        self._network.run(((rows, [tokens[row] for row in rows]) for rows in batches), into=vectors)
        return vectors

    def tokens(self, text: str, *, kind: Kind = "passage") -> int:
        """Tokens that are read of a text: ``most_tokens`` where it was cut or just fits."""
        return len(self._tokens([text], kind)[0])

    def _tokens(self, texts: Sequence[str], kind: Kind) -> list[list[int]]:
        prefix = self._prefixes[kind]
        most = _CHARACTERS_PER_TOKEN * self._most_tokens
        encodings = self._tokenizer.encode_batch_fast([prefix + text[:most] for text in texts])
        return [encoding.ids for encoding in encodings]


def load_encoder(folder: Path | None = None, *, threads: int | None = None) -> Encoder:
    """The encoder in ``folder``, or the shipped one. ``threads`` None uses all cores that the process may use.

    Raises ``ArtefactError`` where it is missing, damaged or of another version.
    """
    stored = artefact.read(folder or TRAINED, expected=artefact.Expected(name=NAME, version=VERSION))
    from tokenizers import Tokenizer

    from models.encoder.runtime import Network

    given = stored.parameters
    try:
        tokenizer = Tokenizer.from_file(str(stored.folder / TOKENIZER))
        tokenizer.enable_truncation(given["most_tokens"])
        tokenizer.no_padding()
        return Encoder(
            identity=f"{given['name']}-{stored.manifest.content[:12]}",
            dimensions=given["dimensions"],
            most_tokens=given["most_tokens"],
            prefixes=given["prefixes"],
            tokenizer=tokenizer,
            network=Network(stored.folder / NETWORK, group=given["activation_group"], threads=threads),
        )
    except Exception as error:  # the libraries raise bare Exception and RuntimeError for a file they cannot read
        raise ArtefactDamaged(
            stored.folder, "Modellens filer kan ikke indlæses. Hent eller eksportér den igen."
        ) from error
