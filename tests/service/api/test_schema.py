"""Requests that the API's description allows, and some that it does not: none brings the service to its knees."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.schemas import OpenApiSchema

from tests.service.api.serving import API, KEYS, Served, served
from tests.service.api.test_security import MATRIX

EXAMPLES = int(os.environ.get("GENKLANG_API_EXAMPLES", "6"))
"""Requests of each kind to each operation. A run of many is made before a release."""


_MEANT = (f"{API}/analyse", f"{API}/corrections", f"{API}/persons/export", f"{API}/users")
"""Where a description cannot say all: that bytes are a document, that a pair has two proposals, that a name is one."""

_MAY_SAY_NO = ["2xx", "404", "409", "413", "422"]


@pytest.fixture(scope="module")
def long_lived(with_secret: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("skema")
    often = 1_000_000
    with served(
        with_secret, folder, requests_per_minute=often, uploads_per_minute=often, failed_keys_per_minute=often
    ) as one:
        yield one


@pytest.fixture(scope="module")
def described(long_lived: Served) -> OpenApiSchema:
    return schemathesis.openapi.from_asgi(
        f"{API}/openapi.json",
        long_lived.app,
        config=SchemathesisConfig.from_dict(
            {
                "operations": [
                    {"include-path": path, "checks": {"positive_data_acceptance": {"expected-statuses": _MAY_SAY_NO}}}
                    for path in _MEANT
                ]
            }
        ),
    )


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize(("method", "path"), MATRIX)
def test_every_operation_keeps_what_its_description_promises(
    described: OpenApiSchema, method: str, path: str, mode: GenerationMode
) -> None:
    operation = described[API + path][method]
    if mode is GenerationMode.NEGATIVE and not (operation.body or any(operation.iter_parameters())):
        pytest.skip("nothing can be wrong where nothing is given")

    @given(operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: Case[Any]) -> None:
        key = KEYS["administrator"]
        case.call_and_validate(headers={"X-API-Key": key, "Authorization": f"Bearer {key}"})

    ask()
