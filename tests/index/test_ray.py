"""An archive prepared on a Ray cluster is the same library to the last bit; needs the extra `ray`, and a minute."""

import importlib.util
from datetime import date
from functools import partial

import pytest

from assistant.errors import ModelError, UsageError
from assistant.index.updating import on_ray
from assistant.models.local_embedder import LocalEmbedder
from assistant.settings import Settings
from assistant.wiring.library import index_plan
from small_library import SAMPLE, Made, WordEmbedder

HAS_RAY = importlib.util.find_spec("ray") is not None
TODAY = date(2026, 1, 1)
NOT_HERE = "Ray is not installed (pip install '.[ray]')"


def everything(made: Made) -> list[tuple]:
    tables = "articles JOIN chunks ON article = key JOIN vectors ON chunk = chunks.id"
    marks = "SELECT id, sentence, start, end, first, last FROM dates JOIN articles ON article = key ORDER BY 1, 3"
    return [
        *made.rows(
            f"SELECT articles.id, text, chunks.id, number, first, last, vector FROM {tables} ORDER BY chunks.id"
        ),
        *made.rows(marks),
    ]


@pytest.fixture(scope="module")
def cluster():
    import ray

    yield "local"
    ray.shutdown()


@pytest.mark.skipif(not HAS_RAY, reason=NOT_HERE)
@pytest.mark.filterwarnings("ignore")  # of Ray's own making, in its threads
def test_an_archive_prepared_on_a_cluster_is_the_library_that_one_machine_makes(tmp_path, monkeypatch, cluster):
    monkeypatch.setattr(on_ray, "_ARTICLES_AT_ONCE", 5)
    embedder = LocalEmbedder()

    def prepared_by():
        return on_ray.RayIngest(cluster, partial(LocalEmbedder, 1), embedder=embedder, chunk_words=100)

    here, there = Made(tmp_path / "here"), Made(tmp_path / "there")
    for made, plan in ((here, {}), (there, {"prepared_by": prepared_by})):
        made.articles.rmdir()
        made.articles.symlink_to(SAMPLE)
        made.index(embedder=embedder, **plan)
    assert everything(there) == everything(here)
    assert len(everything(here)) > 200


@pytest.mark.skipif(not HAS_RAY, reason=NOT_HERE)
@pytest.mark.filterwarnings("ignore")
def test_a_worker_with_another_version_prepares_nothing(tmp_path, cluster):
    made = Made(tmp_path)
    made.write({"tide.txt": "The tide rose.", "moon.txt": "The moon rose."})
    maker = partial(LocalEmbedder, 1)
    with pytest.raises(ModelError, match="another version of this program is installed there"):
        made.index(
            prepared_by=lambda: on_ray.RayIngest(cluster, maker, embedder=WordEmbedder("other 1"), chunk_words=100)
        )
    assert made.titles() == []


@pytest.mark.skipif(HAS_RAY, reason="Ray is installed")
def test_a_cluster_without_ray_is_wrong_usage(tmp_path):
    made = Made(tmp_path)
    made.write({"tide.txt": "The tide rose."})
    plan = index_plan(Settings(ray_address="local"), made.root, TODAY)
    with pytest.raises(UsageError) as error:
        made.index(prepared_by=plan.prepared_by)
    assert str(error.value) == (
        "The setting ray_address needs Ray, which is not installed. Install the extra `ray`: pip install '.[ray]'."
    )


def test_a_cluster_embeds_with_the_bundled_model_only(tmp_path, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    with pytest.raises(UsageError, match="ray_address and embedder = 'openai:m' do not go together"):
        index_plan(Settings(ray_address="auto", embedder="openai:m"), tmp_path, TODAY)
