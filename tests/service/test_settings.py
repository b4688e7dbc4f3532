from __future__ import annotations

from pathlib import Path

import pytest

from service.settings import PREFIX, Settings, SettingsError, documentation, load_settings

ROOT = Path(__file__).resolve().parents[2]


def test_the_documentation_is_what_the_code_says() -> None:
    written = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert written == documentation(), "run `python -m service.settings > docs/settings.md`"
    for name in Settings.model_fields:
        assert f"`{PREFIX}{name.upper()}`" in written


def test_options_stand_before_the_environment_and_that_before_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "genklang.toml"
    file.write_text('port = 1111\nhost = "::1"\nexamples = true\ntrusted_proxies = ["10.0.0.1"]\n', encoding="utf-8")
    monkeypatch.setenv("GENKLANG_PORT", "2222")
    monkeypatch.setenv("GENKLANG_HOST", "127.0.0.2")
    found = load_settings(file, host="127.0.0.3")
    assert (found.port, found.host, found.examples) == (2222, "127.0.0.3", True)
    assert [str(network) for network in found.trusted_proxies] == ["10.0.0.1/32"]


def test_a_list_is_written_with_commas_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GENKLANG_TRUSTED_PROXIES", "10.0.0.0/8, ::1")
    assert [str(network) for network in load_settings().trusted_proxies] == ["10.0.0.0/8", "::1/128"]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("port = 'otte'", "GENKLANG_PORT"),
        ("porten = 8", "porten"),
        ("port = ", "TOML"),
        ("keep_job_days = 0", "GENKLANG_KEEP_JOB_DAYS"),
        ("trusted_proxies = ['hvem som helst']", "GENKLANG_TRUSTED_PROXIES"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path, written: str, told: str) -> None:
    file = tmp_path / "genklang.toml"
    file.write_text(written, encoding="utf-8")
    with pytest.raises(SettingsError, match=told):
        load_settings(file)


def test_a_file_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="kan ikke læses"):
        load_settings(tmp_path / "ingen.toml")
