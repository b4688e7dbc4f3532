"""The command ``serve``: the collection over HTTP."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from service.terminal import Help, complain, write

if TYPE_CHECKING:
    from fastapi import FastAPI
    from uvicorn import Server

    from service.settings import Settings

_LAST_REQUEST_SECONDS = 10
_KEPT_ALIVE_SECONDS = 30


def serve(
    database: Annotated[
        Path | None, typer.Option("--db", metavar="FIL", help="Samlingens fil; standard er genklang.db her.")
    ] = None,
    host: Annotated[str | None, typer.Option("--host", metavar="ADRESSE", help="Adressen, der lyttes på.")] = None,
    port: Annotated[
        int | None, typer.Option("--port", metavar="PORT", min=0, max=65535, help="Porten; standard er 8000.")
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option("--config", metavar="FIL", envvar="GENKLANG_CONFIG", help="Indstillinger i TOML."),
    ] = None,
    examples: Annotated[
        bool | None,
        typer.Option("--examples/--no-examples", help="Læg de medfølgende eksempler i en tom samling."),
    ] = None,
    show_help: Help = False,
) -> None:
    """Start tjenesten: et API, som jeres egne programmer og sider spørger.

    Ved første start vises en administrators nøgle. Den vises kun denne ene gang; gem den.
    Tjenesten stopper ved Ctrl-C; en fil, der er ved at blive læst, læses færdig næste gang.

    \b
    Eksempler:
      genklang serve
      genklang serve --db samling.db --port 8080
      genklang serve --config genklang.toml

    \b
    Slutstatus:
      0  tjenesten blev stoppet
      1  samlingen, modellerne, en indstilling eller porten kan ikke bruges; teksten siger hvad
      2  kommandoen er skrevet forkert
    """
    import os

    # Read when the libraries are loaded. Products of matrices are small here: more threads only wait for each other.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from service.settings import load_settings

    given: dict[str, Any] = {"db": database, "host": host, "port": port, "examples": examples}
    settings = load_settings(config, **{name: value for name, value in given.items() if value is not None})
    _first_start(settings)
    _serve(settings)


def _first_start(settings: Settings) -> None:
    from service.first_start import prepare
    from service.store.store import Store

    with Store(settings.db) as store:
        first = prepare(store, examples=settings.examples)
    if first.key is not None:
        write(f"Administratorens nøgle (vises kun nu): {first.key}\n", encoding=None)
    if first.examples:
        complain(f"{first.examples} eksempler læses i baggrunden; samlingen kan bruges imens.")


def _serve(settings: Settings) -> None:
    import logging

    from service.api.app import create_app
    from service.api.resources import opened
    from service.listening import listen, shown
    from service.sole_service import sole_service

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    with (
        listen(settings.host, settings.port) as bound,
        sole_service(settings.db),
        opened(settings) as at_hand,
    ):
        bound.listen()  # who reads the address may ask at once
        write(f"Genklang svarer på {shown(bound)}/api/v1 (Ctrl-C stopper tjenesten)\n", encoding=None)
        _server(create_app(settings, at_hand)).run(sockets=[bound])


def _server(app: FastAPI) -> Server:
    import uvicorn

    return uvicorn.Server(
        uvicorn.Config(
            app,
            access_log=False,  # it would have what people search for
            log_config=None,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=_LAST_REQUEST_SECONDS,
            timeout_keep_alive=_KEPT_ALIVE_SECONDS,
        )
    )
