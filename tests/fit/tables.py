"""What was fitted, as tables in C."""
from pathlib import Path

CLASS_SLOTS = 8192      # of find_model.h
PHRASE_SLOTS = 1 << 15


def fnv1a(word):
    h = 14695981039346656037
    for b in word.encode():
        h = (h ^ b) * 1099511628211 & 0xffffffffffffffff
    return h


def class_table(weights):
    """weights: word -> the three"""
    slots = [None] * CLASS_SLOTS
    for word in sorted(weights):
        at = fnv1a(word) & (CLASS_SLOTS - 1)
        while slots[at] is not None:
            at = (at + 1) & (CLASS_SLOTS - 1)
        slots[at] = word
    lines = ["\t[%d] = { \"%s\", %d, %d, %d }," % (i, w, *weights[w])
             for i, w in enumerate(slots) if w is not None]
    return ("#include \"find_model.h\"\n\nconst struct class_word "
            "model_words[CLASS_SLOTS] = {\n%s\n};\n" % "\n".join(lines or ["\t{ \"\", 0, 0, 0 }"]))


def phrase_table(name, weights):
    """weights: (hash, weight), the heaviest first"""
    slots = {}
    for h, weight in weights:
        at = h & (PHRASE_SLOTS - 1)
        while at in slots:
            at = (at + 1) & (PHRASE_SLOTS - 1)
        slots[at] = "[%d]={%d,%d}," % (at, h >> 16, weight)
    cells = [slots[at] for at in sorted(slots)] or ["{0,0}"]
    lines = ["".join(cells[i:i + 4]) for i in range(0, len(cells), 4)]
    return ("#include \"find_model.h\"\n\nconst struct phrase "
            "model_%s[PHRASE_SLOTS] = {\n%s\n};\n" % (name, "\n".join(lines)))


def forest_c(name, forest):
    nodes, roots = [], []
    for tree in forest.trees:
        roots.append(len(nodes))
        nodes += tree
    lines, line = [], ""
    for n in nodes:
        cell = "{%d,%d,%d,%d}," % n
        if len(line) + len(cell) > 78:
            lines.append(line)
            line = ""
        line += cell
    lines.append(line)
    roots = ["".join("%d," % r for r in roots[i:i + 12]) for i in range(0, len(roots), 12)]
    return ("static const struct tree_node %s_nodes[] = {\n%s\n};\n"
            "static const uint32_t %s_roots[] = {\n%s\n};\n"
            % (name, "\n".join(lines), name, "\n".join(roots)))


def model_c(name, stages, screen):
    parts = [forest_c("%s%d" % (name, i + 1), f) for i, f in enumerate(stages)]
    rows = ",\n".join("\t\t{ %s%d_nodes, %s%d_roots, %d, 0 }" % (
        name, i + 1, name, i + 1, len(f.trees)) for i, f in enumerate(stages))
    return "%s\nconst struct model model_%s = {\n\t{\n%s\n\t}, %.2ff, %s\n};\n" % (
        "\n".join(parts), name, rows, screen,
        "model_words, NULL" if name == "html" else "NULL, model_ends")


def write_c(path, stages, tag, screen, note, classes, phrases, ends):
    """classes, phrases, ends: of model_words.c and so on, or None"""
    head = ("/*\n * Made by tests/fit/fit.py; do not edit.\n%s */\n"
            % "".join(" * %s\n" % line for line in note))
    path.write_text(head + "#include <stddef.h>\n\n#include \"find_model.h\"\n\n" + model_c(tag, stages, screen))
    if classes is not None:
        path.with_name("model_words.c").write_text(head + class_table(classes))
    for name, table in ("phrases", phrases), ("ends", ends):
        if table is not None:
            path.with_name("model_%s.c" % name).write_text(head + phrase_table(name, table))
