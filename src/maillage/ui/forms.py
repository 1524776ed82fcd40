"""How every form of the site is drawn: Django's own machinery, with our part for a field."""

from typing import Any

from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import CheckboxInput, Input, Widget


class Field(BoundField):
    """A field whose one-line widget carries the class that our style knows."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        if isinstance(widget, Input) and not isinstance(widget, CheckboxInput) and not widget.is_hidden:
            given = built.get("class") or widget.attrs.get("class", "")
            built["class"] = f"input {given}".strip()
        return built


class Renderer(TemplatesSetting):
    """`{{ form }}` and `{{ form.x.as_field_group }}` through our parts. The setting FORM_RENDERER names it."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/parts/field.html"
    bound_field_class = Field
