"""Four short articles to hold conversations about."""

from pathlib import Path

from assistant.models.local_embedder import LocalEmbedder
from small_library import Made

ROWS = [
    {
        "title": "Ardern resigns",
        "date": "2023-01-25",
        "source": "Harbour Post",
        "text": "Jacinda Ardern announced on 19 January 2023 that she would resign as prime minister of New Zealand. "
        "She resigned because she no longer had enough in the tank, she said. "
        "Jacinda Ardern took office in October 2017. "
        "Chris Hipkins took office as prime minister of New Zealand on 25 January 2023.",
    },
    {
        "title": "Bridge falls in Baltimore",
        "date": "2024-03-27",
        "source": "Harbour Post",
        "text": "The Key Bridge in Baltimore collapsed on 26 March 2024 when the container ship Dali struck it. "
        "Six workers were killed when the Key Bridge collapsed. "
        "The Key Bridge will reopen in 2028. "
        "The new Key Bridge will cost 1.9 billion dollars.",
    },
    {
        "title": "Gauff wins in New York",
        "date": "2023-09-10",
        "source": "Court and Net",
        "text": "Coco Gauff and Aryna Sabalenka played in the final of the US Open on 9 September 2023. "
        "Coco Gauff was born in Delray Beach. Aryna Sabalenka was born in Minsk.",
    },
    {
        "title": "Islands count their people",
        "date": "2023-05-02",
        "source": "Court and Net",
        "text": "About 10,600 people live in Tuvalu. About 11,700 people live in Nauru.",
    },
]


def make_library(root: Path) -> Made:
    """The articles, indexed with the bundled embedder."""
    made = Made(root)
    made.write_rows("rows.jsonl", ROWS)
    made.index(embedder=LocalEmbedder())
    return made
