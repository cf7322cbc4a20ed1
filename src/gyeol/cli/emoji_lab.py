"""`gyeol emoji train`, `score`, `compare`, `search-n`: generators of emoji, made and measured (extra 'lab')."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from gyeol.cli.console import emit, note, stages, table, words
from gyeol.cli.train import TRAINERS, changes_of, train
from gyeol.errors import BadRequest
from gyeol.registry import Registry

PARTS = Registry(
    "part of the emoji studio",
    {
        "comparison": "gyeol.lab.compare_gan",
        "data": "gyeol.lab.gan_data",
        "features": "gyeol.lab.gan_features",
        "figures": "gyeol.lab.gan_figures",
        "open": "gyeol.lab.gan_open",
        "score": "gyeol.lab.gan_score",
        "search": "gyeol.lab.search_n",
        "sources": "gyeol.lab.gan_sources",
    },
    extra=dict.fromkeys(
        ("comparison", "data", "features", "figures", "open", "score", "search", "sources"), "lab"
    ),
)
_SHOWN = (
    "kid", "kid_interval", "fid", "inception_score", "precision", "recall", "memorised", "duplicates",
    "legible_at_32px", "recognised",
)  # fmt: skip
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document.")]
Network = Annotated[
    str,
    typer.Option("--features", help="What looks at them: style (gyeol's own), or inception.", metavar="NAME"),
]
Weights = Annotated[
    Path | None,
    typer.Option(help="Weights of Inception-v3.", show_default="where torchvision keeps its own"),
]
Change = Annotated[
    list[str] | None, typer.Option("--set", help="Change a setting of the recipe.", metavar="KEY=VALUE")
]


def add_to(app: typer.Typer) -> None:
    """Add the commands to `gyeol emoji`."""
    app.command(
        "train", help="Train a generator from a recipe, as recipes/emoji-ours.toml; the same as gyeol train."
    )(train)
    for command in (score, compare):
        app.command()(command)
    app.command("search-n")(search_n)


def score(
    made: Annotated[
        Path, typer.Argument(help="A generator, a folder of pictures, or an .npz with 'images'.")
    ],
    real: Annotated[
        Path, typer.Option(help="Real ones: a folder, or an .npz with 'images' and perhaps 'positive'.")
    ],
    train: Annotated[
        Path | None, typer.Option(help="What it learned from, to find copies.", show_default="the real ones")
    ] = None,
    count: Annotated[int, typer.Option(help="Pictures that a generator makes for it.")] = 200,
    seed: Annotated[int, typer.Option(help="Of these pictures.")] = 0,
    features: Network = "style",
    weights: Weights = None,
    as_json: AsJson = False,
) -> None:
    """Score made emoji beside real ones: FID, KID, copies, legibility; what n is too small for is refused."""
    read, seen = PARTS.get("data").read_faces, PARTS.get("features").network(features, weights)
    faces = read(real)
    judge = PARTS.get("score").Judge(faces, read(train) if train else None, seen=seen)
    found = judge.whole(PARTS.get("open").pictures_of(made, faces, count, seed))
    if as_json:
        emit(found)
        return
    refused = found.pop("refused")
    table(
        [words()("cli.emoji.measure"), words()("cli.emoji.value")],
        [(name, _cell(value)) for name, value in found.items()],
    )
    for why in refused.values():
        note(why)


def compare(
    what: Annotated[list[Path], typer.Argument(help="Trained generators, or recipes to train first.")],
    seeds: Annotated[str, typer.Option(help="Of the trainings of a recipe, as 0,1,2.")] = "0,1,2",
    out: Annotated[Path, typer.Option(help="Where recipes are trained to, NAME-SEED each.")] = Path(
        "artifacts/emoji"
    ),
    data: Annotated[
        Path | None, typer.Option(help="Faces with pack and codepoint.", show_default="the 804")
    ] = None,
    other: Annotated[
        str, typer.Option(help="Packs that no generator sees: they teach who recognises feelings.")
    ] = "openmoji,emojione_v1,streamline",
    count: Annotated[int, typer.Option(help="Pictures that each makes.")] = 300,
    figures: Annotated[Path | None, typer.Option(help="Draw the figures into this folder.")] = None,
    validation: Annotated[
        bool,
        typer.Option(
            "--validation",
            help="Part the training pictures again, to choose settings; leave the held-out ones.",
        ),
    ] = False,
    features: Network = "style",
    weights: Weights = None,
    overrides: Change = None,
    as_json: AsJson = False,
) -> None:
    """Compare generators on pictures held out by what they show: R3's table and figures, done again."""
    packs = tuple(name.strip() for name in other.split(",") if name.strip())
    sources, comparison = PARTS.get("sources"), PARTS.get("comparison")
    seen = PARTS.get("features").network(features, weights)
    real, learned = ("validation", "fit") if validation else ("held", "train")
    out = out / "validation" if validation else out  # what learned from more must not be taken for it
    with stages() as watch:
        changes = {"data.part": learned, "data.other_packs": repr(list(packs)).replace("'", '"')}
        changes |= {"data.faces": str(data)} if data else {}
        folders = [
            folder
            for path in what
            for folder in _trained(path, _numbers(seeds), out, changes | changes_of(overrides), watch)
        ]
        held, train, others = (
            sources.gather(sources.DataConfig(faces=str(data or ""), part=name, other_packs=packs))
            for name in (real, learned, "other")
        )
        judge = PARTS.get("score").Judge(held, train, seen=seen)
        runs = comparison.runs(folders, judge, others, count, watch)
    rows = comparison.summary(runs)
    best = {"name": "real training pictures", **comparison.real_row(judge, train, others)}
    drawn = [str(path) for path in PARTS.get("figures").draw(runs, figures)] if figures else []
    if as_json:
        emit({"real": best, "rows": rows, "figures": drawn})
        return
    header = [words()(f"cli.emoji.{name}") for name in ("generator", "seeds", "minutes", "failed")]
    body = [
        (
            row["name"],
            str(len(row["seeds"])),
            f"{row['minutes']:.1f}",
            "; ".join(row["failed"]) or "–",
            *(_cell(row[name]) for name in _SHOWN),
        )
        for row in rows
    ]
    body.append((best["name"], "", "", "", *(_cell(best[name]) for name in _SHOWN)))
    table([*header, *_SHOWN], body)


def search_n(
    recipe: Annotated[Path, typer.Argument(help="A recipe of the method 'latent'.")],
    out: Annotated[Path, typer.Option(help="Folder of the trials.")] = Path("artifacts/emoji-search-n"),
    most: Annotated[int, typer.Option(help="The largest N to try.")] = 20,
    overrides: Change = None,
    as_json: AsJson = False,
) -> None:
    """Find R3's N: 1, 2, 3 … until training stays stable past epoch 30."""
    with stages() as watch:
        trials = PARTS.get("search").search(recipe, changes_of(overrides), out, watch, most=most)
    stable = None if trials[-1].unstable else trials[-1].n_learned
    if as_json:
        emit({"n": stable, "trials": [asdict(trial) for trial in trials]})
        return
    table(
        ["N", *(words()(f"cli.emoji.{name}") for name in ("epochs", "generator_loss", "discriminator_loss",
                                                          "alike", "unstable"))],
        [
            (str(t.n_learned), str(t.epochs), *map(_cell, t.losses), _cell(t.duplicates), t.unstable or "–")
            for t in trials
        ],
    )  # fmt: skip
    print(words()("cli.emoji.found_n", n=stable) if stable else words()("cli.emoji.no_n", most=most))


def _trained(path: Path, seeds: list[int], out: Path, changes: dict[str, str], watch: Any) -> list[Path]:
    """Return an artefact folder as it is, or those of a recipe, trained where they are not there yet."""
    if path.suffix != ".toml":
        return [path]
    folders = [out / f"{path.stem}-{seed}" for seed in seeds]
    for seed, folder in zip(seeds, folders, strict=True):
        if not (folder / "config.json").is_file():
            TRAINERS.get("emoji").train(path, changes | {"fit.seed": str(seed)}, folder, watch)
    return folders


def _numbers(text: str) -> list[int]:
    try:
        return [int(part) for part in text.split(",")]
    except ValueError:
        raise BadRequest(f"seeds are whole numbers with commas between them, not '{text[:80]}'.") from None


def _cell(value: object) -> str:
    if isinstance(value, list):
        return " – ".join(_cell(part) for part in value)
    return f"{value:.4f}" if isinstance(value, float) else "–" if value is None else str(value)
