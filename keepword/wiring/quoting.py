"""Templates that quote what they print without wrapping each piece in an object of its own.

A list prints some nine hundred pieces. Jinja's own `escape` makes a Markup of each, only to join them into one text a
moment later: that was a sixth of the page. What is printed is quoted by the same function underneath.
"""

from collections.abc import Callable, Iterator, MutableMapping
from types import CodeType
from typing import Any

import markupsafe
from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame

# Not a public name, but the one function that `markupsafe.escape` is made of; the tests compare the two.
_quoted_text = markupsafe._escape_inner


def quoted(value: Any) -> str:
    """The same text as `markupsafe.escape` gives."""
    kind = type(value)
    if kind is str:
        return _quoted_text(value)
    if kind is markupsafe.Markup:
        return value
    if hasattr(value, "__html__"):
        return value.__html__()
    return _quoted_text(str(value))


class _Generator(CodeGenerator):
    environment: "QuotingEnvironment"

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.quoted(")

    def visit_Call(  # noqa: N802  Jinja's own name
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """Jinja asks at each call whether the called wants to know of the page. Our own words do not."""
        called = node.node
        is_plain = isinstance(called, nodes.Name) and called.name in self.environment.plain
        if forward_caller or not is_plain or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(called, frame)
        self.write("(")
        for given in (*node.args, *node.kwargs):
            self.visit(given, frame)
            self.write(", ")
        self.write(")")


class WholeTemplate(Template):
    """A template that hands on what it printed as one text. Jinja's own hands on each piece, through every template
    that holds it or that it extends: two thousand pieces of a list, each through five."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002  Jinja's own name
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        made = super().from_code(environment, code, globals, uptodate)
        made.root_render_func = _whole(made.root_render_func)
        return made


def _whole(render: Callable[[Any], Iterator[str]]) -> Callable[[Any], Iterator[str]]:
    def rendered(context: Any) -> Iterator[str]:
        yield "".join(render(context))

    return rendered


class QuotingEnvironment(Environment):
    """Jinja's environment, with a cheaper way to print, to call, and to take in what another template holds.

    `plain`: names of globals that are called as they are, with no page and no environment handed to them.
    """

    code_generator_class = _Generator
    template_class = WholeTemplate
    quoted = staticmethod(quoted)
    plain: frozenset[str] = frozenset()

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._kept: dict[str, Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002  Jinja's own name
    ) -> Template:
        """A page holds some fifty others. Once read they never change while we run, except for who works on them."""
        if self.auto_reload or globals or not isinstance(name, str):
            return super().get_template(name, parent, globals)
        found = self._kept.get(name)
        if found is None:
            found = self._kept[name] = super().get_template(name, parent, globals)
        return found

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """A template has no globals of its own here. Jinja lays an empty map over ours, and compares the two key by
        key for each `{% from … import … %}` of each page: an eighth of the page of a conversation."""
        return super().make_globals(d) if d else self.globals
