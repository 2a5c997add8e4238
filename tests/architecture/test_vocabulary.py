"""Every permission has one rule, every kind of timeline entry a sentence, every refusal words in both languages."""

import ast
import dataclasses
import inspect

from afterword.access.policy import rules
from afterword.access.verbs import Verb
from afterword.timeline.registry import all_kinds
from tests.architecture import tree

REFUSALS = {"DomainError", "NotFound", "NotAllowed", "Conflict", "Invalid"}


def test_every_verb_has_its_rule():
    assert not [verb.value for verb in Verb if verb not in rules()]


def test_every_kind_of_entry_is_frozen_data_that_can_say_itself():
    assert not [kind.name for kind in all_kinds() if not (is_frozen(kind.type) and says_itself(kind.type))]


def is_frozen(kind: type) -> bool:
    return dataclasses.is_dataclass(kind) and bool(kind.__dataclass_params__.frozen)  # type: ignore[attr-defined]


def says_itself(kind: type) -> bool:
    sentence = getattr(kind, "sentence", None)
    return callable(sentence) and not inspect.signature(sentence).parameters.keys() - {"self"}


def test_there_are_kinds_and_rules_to_look_at():
    assert len(all_kinds()) > 5
    assert len(rules()) > 5


def test_refusals_are_worded_in_the_readers_language():
    bare = [
        f"{name}:{call.lineno}"
        for name in tree.modules("src/")
        if not name.startswith("src/afterword/site/")  # a terminal is answered in English
        for call in ast.walk(tree.syntax(name))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in REFUSALS and call.args
        if any(is_bare(message) for message in messages(call.args[0]))
    ]
    assert not bare


def messages(argument: ast.expr) -> list[ast.expr]:
    return list(argument.values) if isinstance(argument, ast.Dict) else [argument]


def is_bare(message: ast.expr) -> bool:
    if isinstance(message, ast.BinOp):
        message = message.left
    return isinstance(message, ast.JoinedStr) or (isinstance(message, ast.Constant) and isinstance(message.value, str))
