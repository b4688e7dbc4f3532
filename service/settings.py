"""What an installation can set: by the environment (``GENKLANG_…``), by a file in TOML, or left as it is.

The environment stands before the file. ``python -m service.settings`` writes docs/settings.md out of this module.
"""

from __future__ import annotations

import ipaddress
import tomllib
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from corpus.errors import GenklangError
from corpus.readers.limits import MAX_FILE_BYTES, MEGABYTE

PREFIX = "GENKLANG_"

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class SettingsError(GenklangError):
    """A setting that cannot be used; the sentence names it and says what to change."""


def _listed(value: Any) -> Any:
    """In the environment a list is written with commas."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


class Settings(BaseSettings):
    """Everything that can be set. The descriptions are the documentation."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True)

    db: Path = Field(
        Path("genklang.db"), description="Samlingens fil. Den laves ved første start, og kun ejeren kan læse den."
    )
    models: Path = Field(
        Path("genklang-modeller"), description="Mappen med de modeller, som tjenesten lærer af jeres rettelser."
    )
    themes: Path | None = Field(None, description="Jeres egen taksonomi i stedet for den medfølgende.")
    host: str = Field("127.0.0.1", description="Adressen, som tjenesten lytter på. 0.0.0.0 er alle maskinens adresser.")
    port: int = Field(8000, ge=0, le=65535, description="Porten, som tjenesten lytter på; 0 vælger en ledig.")
    examples: bool = Field(False, description="Læg de medfølgende eksempler i samlingen, når den er tom.")
    upload_megabytes: int = Field(
        MAX_FILE_BYTES // MEGABYTE,
        ge=1,
        le=MAX_FILE_BYTES // MEGABYTE,
        description="Den største fil, der tages imod, i MB. Større filer afvises, før de er læst.",
    )
    requests_per_minute: int = Field(
        600, ge=1, le=1_000_000, description="Så mange forespørgsler i minuttet må hver bruger sende."
    )
    uploads_per_minute: int = Field(
        120, ge=1, le=1_000_000, description="Så mange filer i minuttet må hver bruger sende."
    )
    failed_keys_per_minute: int = Field(
        30, ge=1, le=1_000_000, description="Så mange forkerte nøgler i minuttet må komme fra samme adresse."
    )
    trusted_proxies: Annotated[tuple[Network, ...], NoDecode, BeforeValidator(_listed)] = Field(
        (),
        description="Adresser eller net (med komma imellem), hvorfra en proxy må oplyse, hvem brugeren er. Tom: ingen.",
    )
    identity_header: str = Field(
        "X-Remote-User",
        pattern=r"^[A-Za-z][A-Za-z0-9-]{0,60}$",
        description="Den header, hvori proxyen skriver brugerens navn, som det står i »genklang users list«.",
    )
    keep_proposal_years: int | None = Field(
        None, ge=1, le=1000, description="Frist for forslag: så mange hele år efter forslagets eget. Tom: ingen frist."
    )
    keep_job_days: int | None = Field(
        None,
        ge=1,
        le=100_000,
        description="Frist for opgaver: så mange dage efter, at de er færdige. Tom: ingen frist.",
    )
    keep_audit_name_days: int | None = Field(
        None, ge=1, le=100_000, description="Frist for navne i loggen: så mange dage. Tom: ingen frist."
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is given by the caller and the environment; the file is read by `load_settings`, which can name it."""
        return init_settings, env_settings

    @property
    def upload_bytes(self) -> int:
        """The largest file that is accepted."""
        return self.upload_megabytes * MEGABYTE


def load_settings(file: Path | None = None, **given: Any) -> Settings:
    """The settings: those ``given`` (on the command line), then the environment's, then the file's, then our own.

    Raises SettingsError.
    """
    written = {} if file is None else _written(file)
    try:
        known = Settings(**given)
        return Settings(**{**written, **known.model_dump(exclude_unset=True)})
    except ValidationError as error:
        raise SettingsError(_told(error)) from error


def _written(file: Path) -> dict[str, Any]:
    try:
        written = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file} kan ikke læses. Se efter, om den findes, og om du har adgang til den.") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file} er ikke gyldig TOML ({error}). Ret filen.") from error
    if unknown := sorted(written.keys() - Settings.model_fields.keys()):
        raise SettingsError(f"{file}: »{unknown[0]}« er ikke en indstilling. De findes i docs/settings.md.")
    return written


def _told(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False)[0]
    name = str(first["loc"][0]) if first["loc"] else ""
    field = Settings.model_fields.get(name)
    meaning = f" Den betyder: {field.description}" if field is not None else ""
    return f"Indstillingen {PREFIX}{name.upper()} kan ikke være »{first['input']}«.{meaning}"


def documentation() -> str:
    """docs/settings.md."""
    lines = [
        "# Indstillinger",
        "",
        "Skrevet ud af `service/settings.py` med `python -m service.settings > docs/settings.md`.",
        "",
        "En indstilling gives i miljøet (`GENKLANG_PORT=8080`), i en fil (`port = 8080`, brugt med"
        " `genklang serve --config FIL`) eller som tilvalg, hvor kommandoen har det. Tilvalg går forud for miljøet,",
        "og miljøet for filen.",
        "",
        "| I miljøet | I filen | Betydning | Ellers |",
        "| --- | --- | --- | --- |",
    ]
    for name, field in Settings.model_fields.items():
        lines.append(f"| `{PREFIX}{name.upper()}` | `{name}` | {field.description} | {_shown(field.default)} |")
    return "\n".join(lines) + "\n"


def _shown(value: object) -> str:
    if value is None or value == ():
        return "tom"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


if __name__ == "__main__":
    print(documentation(), end="")
