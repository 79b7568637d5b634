"""`linli papers DIR`: a sample of every paper as DOCX, PDF and PNG, so that somebody can look at them."""

import shutil
import subprocess
from argparse import ArgumentParser, Namespace
from pathlib import Path

from linli.domain.paper import sample_of
from linli.domain.paper_forms import FORMS
from linli.domain.ports import PaperPress
from linli.domain.problems import Problem, Refused

SUMMARY = "write a sample of every official paper as DOCX, PDF and PNG"
NEEDS_DATABASE = False
NEEDS_DJANGO = False
PICTURES = "pdftoppm"
PICTURE_DPI = 110
PICTURE_SECONDS = 60


def configure(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="where the samples go")
    parser.add_argument("--only", metavar="KEY", choices=sorted(FORMS), help="one paper only, e.g. petition_opinion")


def run(args: Namespace) -> int:
    """Write the samples; exit 1 where a PDF or a picture could not be made."""
    press = args.house.ports().papers
    if press is None:
        raise Refused([Problem("paper_no_press")])
    args.folder.mkdir(parents=True, exist_ok=True)
    for problem in press.standing():
        print(f"- {problem.within('zh')} / {problem.within('en')}")
    keys = [args.only] if args.only else list(FORMS)
    whole = sum(_sample(press, key, args.folder) for key in keys)
    print(f"{whole} of {len(keys)} papers as DOCX, PDF and PNG in {args.folder}")
    return 0 if whole == len(keys) else 1


def _sample(press: PaperPress, key: str, folder: Path) -> bool:
    """Write one sample; say whether all three forms of it were made."""
    form = FORMS[key]
    docx = press.fill(press.template_of(form), form, sample_of(form))
    (folder / f"{key}.docx").write_bytes(docx)
    made = press.pdf(docx)
    if made.content is None:
        print(f"- {key}: " + " ".join(one.within("zh") for one in made.problems))
        return False
    file = folder / f"{key}.pdf"
    file.write_bytes(made.content)
    print(f"{form.title.zh} / {form.title.en}: {file.name}")
    return _pictures(file)


def _pictures(file: Path) -> bool:
    program = shutil.which(PICTURES)
    if program is None:
        print(f"- PNG: {PICTURES} is missing (Debian: poppler-utils)")
        return False
    words = [program, "-r", str(PICTURE_DPI), "-png", str(file), str(file.with_suffix(""))]
    return subprocess.run(words, check=False, timeout=PICTURE_SECONDS).returncode == 0
