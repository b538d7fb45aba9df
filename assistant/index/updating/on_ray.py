"""Articles to chunks with vectors on a Ray cluster (Ray Data): what Ingest does, on many machines, bit for bit.

Each worker embeds with the bundled model on one core, and a text's vector does not depend on its company: so the
library is the same to the last bit as one made here. The machines of a cluster run each other's code, so what comes
back from them is trusted as our own.
"""

from __future__ import annotations

import logging
import os
import pickle
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from assistant.errors import ModelError, UsageError
from assistant.index.storage.writing import Marks, PreparedArticle
from assistant.index.updating.marks import METHOD
from assistant.index.updating.preparing import never
from assistant.records.articles import Article

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.index.updating.ingest import SplitArticle
    from assistant.records.ports import Embedder

# Characters that are prepared as one piece of work: a dataset takes Ray a second or two to begin and to end.
CHARACTERS_AT_ONCE = 10_000_000
# Articles that a worker is given at once.
_ARTICLES_AT_ONCE = 16


class RayIngest:
    """Prepares articles for the catalogue on the cluster at `address`, as Ingest does here.

    Raises UsageError where Ray is not installed, ModelError where the cluster cannot be reached.
    """

    def __init__(
        self, address: str, make_embedder: Callable[[], Embedder], *, embedder: Embedder, chunk_words: int
    ) -> None:
        """`make_embedder` is called on each worker and must give one like the `embedder` of this machine."""
        # Before it is imported: Ray would send figures on its use to its makers.
        os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
        try:
            import ray
        except ImportError as error:
            raise UsageError(
                "The setting ray_address needs Ray, which is not installed.",
                hint="Install the extra `ray`: pip install '.[ray]'.",
            ) from error
        self._ray = ray
        self._embedder, self._chunk_words = embedder, chunk_words
        self._worker = {"make_embedder": make_embedder, "rules": _rules(embedder.identity), "chunk_words": chunk_words}
        with _failing_plainly():
            if not ray.is_initialized():
                ray.init(address=address, include_dashboard=False, log_to_driver=False, logging_level="error")
        _be_quiet()

    def split(self, article: Article) -> SplitArticle:
        """The article as it is: it is split on the cluster."""
        from assistant.index.updating.ingest import SplitArticle

        return SplitArticle(article, (), (), (), Marks(METHOD, (), ()))

    def embed(self, articles: Sequence[SplitArticle], stopped: Callable[[], bool] = never) -> list[PreparedArticle]:
        """Splits and embeds articles, all of them, or none when it is stopped before it begins."""
        return [] if stopped() else self.prepare([each.article for each in articles])

    def prepare(self, articles: Sequence[Article]) -> list[PreparedArticle]:
        """Splits and embeds articles; gives them in their order, however quickly each was done.

        One alone is prepared here: so one that meets a fault is found without asking the cluster for each.
        """
        import ray.data

        from assistant.index.updating.ingest import Ingest

        if len(articles) == 1:
            return Ingest(self._embedder, chunk_words=self._chunk_words).prepare(articles)
        rows = [{"number": number, "article": pickle.dumps(article)} for number, article in enumerate(articles)]
        cores = max(1, int(self._ray.cluster_resources().get("CPU", 1)))
        workers = min(cores, max(1, len(rows) // _ARTICLES_AT_ONCE))
        with _failing_plainly():
            prepared = ray.data.from_items(rows).map_batches(
                _Worker,
                fn_constructor_kwargs=self._worker,
                batch_size=_ARTICLES_AT_ONCE,
                compute=ray.data.ActorPoolStrategy(min_size=1, max_size=workers),
                num_cpus=1,
            )
            found = {row["number"]: pickle.loads(row["prepared"]) for row in prepared.iter_rows()}
        if None in found.values():
            raise ValueError("an article met a fault on a worker")
        return [found[number] for number in range(len(rows))]


class _Worker:
    """One process of the cluster, with a model of its own."""

    def __init__(self, make_embedder: Callable[[], Embedder], rules: str, chunk_words: int) -> None:
        from assistant.index.updating.ingest import Ingest

        embedder = make_embedder()
        if _rules(embedder.identity) != rules:
            raise RuntimeError(f"another version of this program is installed there ({_rules(embedder.identity)})")
        self._ingest = Ingest(embedder, chunk_words=chunk_words)

    def __call__(self, batch: Mapping[str, Any]) -> Mapping[str, Any]:
        articles = [pickle.loads(each) for each in batch["article"]]
        prepared: Sequence[PreparedArticle | None]
        try:
            prepared = self._ingest.prepare(articles)
        except Exception:  # noqa: BLE001 - which article it is, and what the fault is, is found where it is said
            prepared = [None] * len(articles)
        return {"number": batch["number"], "prepared": [pickle.dumps(each) for each in prepared]}


def _rules(identity: str) -> str:
    """All that must be the same here and on a worker, for the result to be."""
    return f"{identity}, {METHOD}, {version('grounded-assistant')}"


def _be_quiet() -> None:
    import ray.data

    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)


@contextmanager
def _failing_plainly() -> Iterator[None]:
    try:
        yield
    except Exception as error:  # Ray passes on whatever its workers raise, and raises many classes of its own
        reason = (str(error).strip() or type(error).__name__).splitlines()[-1]
        raise ModelError(
            f"The Ray cluster could not prepare the articles: {reason.rstrip('.')}.",
            hint="What was indexed is kept. Without the setting ray_address this machine does it alone.",
        ) from error
