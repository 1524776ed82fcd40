"""Every template compiles: its tags exist, and so do the templates it extends or includes by name."""

import os
import sys
from pathlib import Path

import django
from django.template import Template, TemplateDoesNotExist, TemplateSyntaxError
from django.template.engine import Engine
from django.template.loader import get_template
from django.template.loader_tags import ExtendsNode, IncludeNode


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings")
    django.setup()
    package = Path(__file__).parent.parent / "src/maillage"
    mistakes = [
        f"{path}: {mistake}"
        for folder in sorted(package.glob("*/templates"))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and (mistake := _mistake_in(str(path.relative_to(folder))))
    ]
    print("\n".join(mistakes), end="\n" if mistakes else "")
    return bool(mistakes)


def _mistake_in(name: str) -> str | None:
    try:
        template = get_template(name).template  # type: ignore[attr-defined]
        for named in _templates_named_by(template):
            Engine.get_default().get_template(named)
    except (TemplateSyntaxError, TemplateDoesNotExist) as mistake:
        return f"{type(mistake).__name__}: {mistake}"
    return None


def _templates_named_by(template: Template) -> list[str]:
    nodes = [
        node for kind in (IncludeNode, ExtendsNode) for node in template.nodelist.get_nodes_by_type(kind)
    ]
    expressions = [getattr(node, "template", None) or getattr(node, "parent_name", None) for node in nodes]
    names = [getattr(expression, "var", None) for expression in expressions]
    return [name for name in names if isinstance(name, str)]


if __name__ == "__main__":
    sys.exit(main())
