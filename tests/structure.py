#!/usr/bin/env python3
"""Measures how the source is built, so that a change can be compared with what was before it.

    tests/structure.py [ROOT]             lines, files, rooms, cycles among files, mentions
    tests/structure.py --cycles [ROOT]    the files of each cycle with their imports; exit status 1 where there is one
    tests/structure.py --mentions [ROOT]  for every limit, rule and output column: the files that name it
    tests/structure.py --touched COMMIT   the files of src/ that one commit adds or changes

ROOT is a clone of the repository, without it this one. It needs Python 3.9 alone.

A file imports another where a path in it leads to something that the other defines: `crate::a::b::X`, `super::X`,
`b::f(…)` after `use super::b`. Paths are followed through re-exports to the file that defines the thing, so a
`mod.rs` that only declares and re-exports is passed through; one that defines something is a file like any other, and
imports what it uses, re-exports or declares with `mod`. Tests inside the source are left out. What a path does not show is
not seen: a method called on a value whose type is not named.
"""

import pathlib
import re
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent.parent

DEFINES = re.compile(
    r"^(?:\s*)(?:pub(?:\([^)]*\))?\s+)?(?:default\s+)?(?:const\s+|async\s+|unsafe\s+|extern\s+\"C\"\s+)*"
    r"(?:fn|struct|enum|trait|union|type|const|static)\s+(?:mut\s+)?(\w+)",
    re.M,
)
MACRO = re.compile(r"\bmacro_rules!\s*(\w+)")
VOCABULARY = re.compile(r"\bvocabulary!\s*\{(?:\s*#\[[^\]]*\])*\s*(\w+)\s*\{")
USE = re.compile(r"^\s*(pub(?:\([^)]*\))?\s+)?use\s+([^;]+);", re.M)
CHILD = re.compile(r"^\s*(?:pub(?:\([^)]*\))?\s+)?mod\s+(\w+)\s*;", re.M)
PATH = re.compile(r"(?<![\w:])(\w+(?:\s*::\s*\w+)+)")


def blanked(text):
    """The text without comments and the content of strings and characters; line breaks stay."""
    out, at, size = [], 0, len(text)
    while at < size:
        raw = re.compile(r'\bb?r(#*)"').match(text, at) if text[at] in "br" else None
        if text.startswith("//", at):
            end = text.find("\n", at)
            at = size if end < 0 else end
        elif text.startswith("/*", at):
            end = text.find("*/", at)
            end = size if end < 0 else end + 2
            out.append("\n" * text.count("\n", at, end))
            at = end
        elif raw and (at == 0 or not (text[at - 1].isalnum() or text[at - 1] == "_")):
            end = text.index('"' + raw.group(1), raw.end()) + 1 + len(raw.group(1))
            out.append('""' + "\n" * text.count("\n", at, end))
            at = end
        elif text[at] == '"':
            end = at + 1
            while text[end] != '"':
                end += 2 if text[end] == "\\" else 1
            out.append('""' + "\n" * text.count("\n", at, end))
            at = end + 1
        elif text[at] == "'":
            character = re.compile(r"'(?:\\(?:u\{[^}]*\}|x..|.)|[^'\\])'").match(text, at)
            out.append("' '" if character else "'")
            at = character.end() if character else at + 1
        else:
            out.append(text[at])
            at += 1
    return "".join(out)


def without_tests(text):
    """The blanked text without what is compiled for tests alone."""
    out, at = [], 0
    for found in re.finditer(r"#\[cfg\(test\)\]\s*", text):
        if found.start() < at:
            continue
        out.append(text[at : found.start()])
        depth, end = 0, found.end()
        while end < len(text):
            if text[end] == "{":
                depth += 1
            elif text[end] == "}":
                depth -= 1
            end += 1
            if depth == 0 and text[end - 1] in "};":
                break
        at = end
    return "".join(out) + text[at:]


def expanded(tree, before=()):
    """The paths of a use tree, each with the name that it gives."""
    tree = tree.strip()
    opening = tree.find("{")
    if opening < 0:
        path, _, name = tree.partition(" as ")
        names = [part.strip() for part in path.split("::")]
        names = list(before) + [part for part in names if part]
        if names and names[-1] == "self":
            names.pop()
        yield tuple(names), (name.strip() or (names[-1] if names else ""))
        return
    head = [part.strip() for part in tree[:opening].split("::") if part.strip()]
    inner, depth, start = tree[opening + 1 : tree.rindex("}")], 0, 0
    for at, letter in enumerate(inner + ","):
        if letter == "{":
            depth += 1
        elif letter == "}":
            depth -= 1
        elif letter == "," and depth == 0:
            if inner[start:at].strip():
                yield from expanded(inner[start:at], tuple(before) + tuple(head))
            start = at + 1


class File:
    """One source file as a module."""

    def __init__(self, source, path):
        self.path = path.relative_to(source).as_posix()
        self.text = path.read_text(encoding="utf-8")
        self.lines = self.text.count("\n")
        names = self.path[: -len(".rs")].split("/")
        self.is_root = names in (["lib"], ["main"])
        if names[-1] == "mod" or self.is_root:
            names.pop()
        self.module = tuple(names)
        self.room = names[0] if names else None
        code = without_tests(blanked(self.text))
        self.children = set(CHILD.findall(code))
        self.uses = [pair for _, tree in USE.findall(code) for pair in expanded(tree)]
        self.code = USE.sub("", code)
        self.defines = set(DEFINES.findall(self.code)) | set(MACRO.findall(code)) | set(VOCABULARY.findall(code))
        self.defines -= {"self"}


class House:
    """All source files, and who imports whom."""

    def __init__(self, root):
        source = root / "src"
        self.files = [File(source, path) for path in sorted(source.rglob("*.rs"))]
        if not self.files:
            raise SystemExit(f"{source} has no source file")
        self.modules = {file.module: file for file in self.files if file.path != "main.rs"}
        self.bindings = {module: {name: path for path, name in file.uses} for module, file in self.modules.items()}
        self.imports = {file.path: self.imports_of(file) for file in self.files if not file.is_root}

    def resolved(self, module, path, seen=frozenset()):
        """The file that defines what a path of a module leads to; None where it is none of this crate's, and the
        module itself, as a tuple, where it leads to one."""
        if (module, path) in seen:
            return None
        seen = seen | {(module, path)}
        first, rest = path[0], path[1:]
        if first in ("crate", "rightplace"):
            return self.below((), rest, seen)
        if first == "self":
            return self.below(module, rest, seen)
        if first == "super":
            return self.resolved(module[:-1], ("self",) + rest if not rest or rest[0] != "super" else rest, seen)
        return self.below(module, path, seen, is_own=True)

    def below(self, module, path, seen, is_own=False):
        """As `resolved`, for names from a module down."""
        if not path:
            return module
        file, name = self.modules.get(module), path[0]
        if file is None:
            return None
        if module + (name,) in self.modules and (name in file.children or not module):
            return self.below(module + (name,), path[1:], seen)
        if name in file.defines:
            return file
        bound = self.bindings[module].get(name)
        if bound and bound != (name,):
            return self.resolved(module, bound + path[1:], seen)
        for target, star in file.uses:
            if star == "*" and target[0] in ("crate", "self", "super"):
                found = self.resolved(module, target[:-1] + path, seen)
                if found is not None:
                    return found
        return None if is_own else file

    def imports_of(self, file):
        """The files that a file imports, each with the paths that lead there."""
        found = {}
        paths = [path for path, _ in file.uses]
        paths += [tuple(re.sub(r"\s", "", path).split("::")) for path in PATH.findall(file.code)]
        for child in file.children:
            if file.module + (child,) in self.modules:
                found.setdefault(self.modules[file.module + (child,)].path, set()).add(f"mod {child}")
        for path in paths:
            if path[-1] == "*":
                path = path[:-1]
            target = self.resolved(file.module, path)
            if isinstance(target, File) and target is not file and not target.is_root:
                found.setdefault(target.path, set()).add("::".join(path))
        return found

    def cycles(self):
        """The files that import each other in a circle: the strongly connected components of more than one file."""
        index, low, stack, on, found = {}, {}, [], set(), []

        def visit(node):
            index[node] = low[node] = len(index)
            stack.append(node)
            on.add(node)
            for other in sorted(self.imports[node]):
                if other not in index:
                    visit(other)
                    low[node] = min(low[node], low[other])
                elif other in on:
                    low[node] = min(low[node], index[other])
            if low[node] == index[node]:
                component = []
                while not component or component[-1] != node:
                    component.append(stack.pop())
                    on.discard(component[-1])
                if len(component) > 1:
                    found.append(sorted(component))

        sys.setrecursionlimit(10_000)
        for node in sorted(self.imports):
            if node not in index:
                visit(node)
        return sorted(found)

    def mentions(self, variant, word, is_common):
        """The files whose text names a limit, rule or column.

        `word` counts as a text in quotes; a word of several parts also as a name in the code, and `variant` with it.
        """
        snake = word.replace("-", "_")
        patterns = [rf'"{re.escape(word)}"', rf'"{re.escape(snake)}"']
        if variant:
            patterns.append(variant)
        if not is_common:
            patterns.append(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
            patterns.append(rf"(?<!\w){re.escape(snake)}(?!\w)")
        pattern = re.compile("|".join(patterns))
        return [file.path for file in self.files if pattern.search(file.text)]


def camel(word):
    return "".join(part.capitalize() for part in word.split("-"))


def column_of_table(document, heading, level):
    """The words in backticks in the first cells of the tables of a section."""
    section = document.split(f"\n{'#' * level} {heading}\n", 1)[1]
    section = re.split(rf"\n#{{1,{level}}} ", section, maxsplit=1)[0]
    rows = re.findall(r"^\| (`[^|]*) \|", section, re.M)
    return [word for row in rows for word in re.findall(r"`([^`]+)`", row)]


def mentions(root, house):
    """What is named in how many files: (kind, word, files) of every limit, rule and column of `allocations.csv`."""
    rules = (root / "docs/rules.md").read_text(encoding="utf-8")
    outputs = (root / "docs/outputs.md").read_text(encoding="utf-8")
    for kind, heading, type_ in [("limit", "Constraints", "ConstraintId"), ("rule", "Rules", "RuleId")]:
        for word in column_of_table(rules, heading, 2):
            yield kind, word, house.mentions(rf"\b{type_}::{camel(word)}\b", word, "-" not in word)
    for word in column_of_table(outputs, "allocations.csv", 3):
        yield "column", word, house.mentions(None, word, True)


def table(root, house):
    """Prints the figures."""
    lines = sum(file.lines for file in house.files)
    rooms = {file.room for file in house.files if file.room}
    cycles = house.cycles()
    rows = [
        ("lines", lines),
        ("files", len(house.files)),
        ("rooms", len(rooms)),
        ("files over 300 lines", sum(file.lines > 300 for file in house.files)),
        ("files over 500 lines", sum(file.lines > 500 for file in house.files)),
        ("longest file, lines", max(file.lines for file in house.files)),
        ("cycles among files", len(cycles)),
        ("files in cycles", sum(len(cycle) for cycle in cycles)),
    ]
    for cycle in cycles:
        inside = sorted({path.split("/")[0] for path in cycle})
        rows.append((f"  of {', '.join(inside)}", len(cycle)))
    named = {}
    for kind, _, files in mentions(root, house):
        named.setdefault(kind, []).append(len(files))
    for kind, counts in named.items():
        spread = f"{min(counts)} to {max(counts)}, median {statistics.median(counts):g}"
        rows.append((f"files that name a {kind}, of {len(counts)}", spread))
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        print(f"{name:<{width}}  {value}")


def tell_cycles(house):
    """Prints the files of each cycle with what in it they import; whether there is any."""
    cycles = house.cycles()
    for cycle in cycles:
        print(f"{len(cycle)} files import each other in a circle:")
        for path in cycle:
            for other in cycle:
                for by in sorted(house.imports[path].get(other, [])):
                    print(f"  {path} imports {other}: {by}")
    return bool(cycles)


def touched(commit):
    """Prints the files of the source that a commit adds or changes, the root of the library apart."""
    command = ["git", "-C", str(HERE), "show", "--format=", "--name-only", "--diff-filter=d", commit, "--", "src"]
    for line in subprocess.run(command, check=True, capture_output=True, text=True).stdout.split():
        if line != "src/lib.rs":
            print(line)


def main(arguments):
    if arguments[:1] == ["--touched"] and len(arguments) == 2:
        touched(arguments[1])
        return 0
    options = [argument for argument in arguments if argument.startswith("-")]
    roots = [argument for argument in arguments if not argument.startswith("-")]
    if len(roots) > 1 or len(options) > 1 or set(options) - {"--cycles", "--mentions"}:
        print(__doc__, file=sys.stderr)
        return 2
    root = pathlib.Path(roots[0]).resolve() if roots else HERE
    house = House(root)
    if options == ["--cycles"]:
        return 1 if tell_cycles(house) else 0
    if options == ["--mentions"]:
        for kind, word, files in mentions(root, house):
            print(f"{kind} {word}: {len(files)}")
            for path in files:
                print(f"  {path}")
        return 0
    table(root, house)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
