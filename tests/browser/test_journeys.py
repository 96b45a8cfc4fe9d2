"""What people do in a browser: an interview on a phone, by keys alone, without scripts, back again, in two windows."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.browser.conftest import Open
from tests.support import browser as real

RULES = Path(__file__).parents[2] / "rulesets"

ANSWER, UNKNOWN = "#interview button[value=answer]", "#interview button[value=unknown]"
MOST = 120
"""Questions that an interview may ask here at most; more are a defect."""

OTHER = "before => (document.querySelector('#interview input[name=name]')?.value ?? null) !== before"
"""Whether another question is put than before, or none."""

FOCUSED = "document.activeElement"
SEEN = f"getComputedStyle({FOCUSED}).outlineStyle != 'none' || !{FOCUSED}.matches(':focus-visible')"
"""Whether it is seen what has the focus."""

LISTEN = """globalThis.heard = [];
new MutationObserver(found => {
    const lines = found.map(each => (each.target.closest ? each.target : each.target.parentElement));
    heard = [...new Set(lines.map(each => each.closest('[aria-atomic=true]')))].map(each => each.textContent);
}).observe(document.querySelector('#so-far [aria-live]'), {subtree: true, childList: true, characterData: true})"""
"""Notes the lines of the answer that change where they stand, as they are read aloud."""

REACHABLE = """[...document.querySelectorAll('a, button, input, select, textarea, summary, [tabindex]')]
    .filter(each => each.type != 'hidden' && each.tabIndex >= 0 && each.checkVisibility()).length"""


def asked(page: Page) -> str | None:
    """The name of the question that is put; None when no more is asked."""
    name = page.locator("#interview input[name=name]")
    return name.input_value() if name.count() else None


def answer(page: Page) -> None:
    """Answer by the last choice; what is to be typed is not known. Another question is put then, or none."""
    before, choices = asked(page), page.locator("#interview input[type=radio]")
    known = choices.count() > 0
    if known:
        choices.last.check()
    page.click(ANSWER if known else UNKNOWN)
    page.wait_for_function(OTHER, arg=before)


def loads(page: Page) -> list[str]:
    """The pages that are loaded from now on."""
    found: list[str] = []
    page.on("request", lambda each: found.append(each.url) if each.is_navigation_request() else None)
    return found


def test_an_interview_in_french_on_a_phone_leads_to_a_decision(window: Open) -> None:
    """No page is loaded from the first question to the last; each has the focus when it is put."""
    page = window("fr", viewport=real.PHONE, has_touch=True, is_mobile=True)
    page.goto(f"/?as_of={real.DAY}")
    put, loaded = [], loads(page)
    while (name := asked(page)) is not None and len(put) < MOST:
        put.append(name)
        answer(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= real.PHONE["width"], name
        assert page.evaluate(f"{FOCUSED}.matches('[name=answer], #asked-all')"), name
    assert 10 < len(put) == len(set(put)) < MOST
    assert loaded == []
    assert "Aucune autre réponse ne changerait le résultat." in page.inner_text("#interview")
    assert page.locator("[name=as_of] >> nth=0").input_value() == real.DAY
    real.press(page, f"form[action='/decision'] {real.SEND}")
    assert page.locator("details.answer").count() > 3
    assert page.get_attribute("html", "lang") == "fr"


def test_without_scripts_each_answer_loads_the_page_of_the_next_question(window: Open) -> None:
    page = window("fr", java_script_enabled=False)
    page.goto(f"/?as_of={real.DAY}")
    put, loaded = asked(page), loads(page)
    page.locator("#interview input[type=radio]").last.check()
    real.press(page, ANSWER)
    assert (asked(page) != put, len(loaded)) == (True, 1)
    assert page.locator(f"[value='again:{put}']").count() == 1
    real.press(page, "#whole button[formaction='/form']")
    assert page.input_value("[name=as_of] >> nth=-1") == real.DAY


def test_what_an_answer_changes_is_told_by_a_region_that_stays(window: Open) -> None:
    page = window()
    page.goto(f"/?as_of={real.DAY}")
    page.evaluate(LISTEN)
    for _ in range(3):
        answer(page)
    (heard,) = page.evaluate("heard")
    assert re.fullmatch(r"\? Comprehensive Ranking System score ?unknown, between 0 and \d+ points", heard)


def test_keys_alone_lead_from_the_first_question_to_a_reason(window: Open) -> None:
    page = window()
    page.goto(f"/?as_of={real.DAY}")
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUSED}.className") == "skip"
    page.keyboard.press("Enter")
    first = asked(page)
    tab_to(page, "input[type=radio]")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_function(OTHER, arg=first)
    assert page.get_attribute("html", "lang") == "en"
    assert page.evaluate(f"{FOCUSED}.name") == "answer"
    assert page.evaluate(SEEN)
    tab_to(page, f"form[action='/decision'] {real.SEND}")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, "details.answer:not([open]) > summary")
    page.keyboard.press("Enter")
    assert page.evaluate(f"{FOCUSED}.parentElement.open && {FOCUSED}.parentElement.innerText.length") > 40


@pytest.mark.parametrize(
    ("name", "field", "leads"),
    [
        ("form", "[name=family_size]", "/decision"),
        ("history", "[name=since]", "/history"),
        ("change-tried", "[name='cell.0.0.1']", "/change"),
    ],
)
def test_enter_goes_on_and_changes_no_language(window: Open, name: str, field: str, leads: str) -> None:
    page = window()
    real.PAGES[name](page)
    with page.expect_navigation(url=f"**{leads}"):
        page.press(field, "Enter")
    assert page.get_attribute("html", "lang") == "en"


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what has the focus is of a selector. It is seen all the way where one is."""
    for _ in range(page.evaluate(REACHABLE)):
        page.keyboard.press("Tab")
        assert page.evaluate(SEEN), page.evaluate(f"{FOCUSED}.outerHTML")
        if page.evaluate(f"{FOCUSED}.matches(`{selector}`)"):
            return
    pytest.fail(f"no key leads to {selector}")


@pytest.mark.parametrize("name", ["form-wrong", "rounds", "change-begun"])
def test_keys_lead_through_a_whole_page_and_out_of_it(window: Open, name: str) -> None:
    """Nothing holds the focus: after the last thing that can have it, it is at the beginning again."""
    page = window()
    real.PAGES[name](page)
    for _ in range(page.evaluate(REACHABLE) + 12):  # a date has a place for each of its parts
        page.keyboard.press("Tab")
        if page.evaluate(f"{FOCUSED} == document.body"):
            return
    pytest.fail("the focus does not leave the page")


def test_without_scripts_a_form_leads_to_a_decision_and_its_reasons(window: Open) -> None:
    page = window(java_script_enabled=False)
    page.goto(f"/form?as_of={real.DAY}")
    page.fill("[name=family_size]", "3")
    real.press(page, "header .language button")
    assert page.locator("html[lang=fr]").count() == 1
    assert page.input_value("[name=family_size]") == "3"
    real.press(page, f"#answers .bar {real.SEND}")
    folded = page.locator("details.answer:not([open])").first
    folded.locator("> summary").click()
    assert page.locator("details.answer[open]").count() > 0


def test_back_leads_to_the_question_before_with_what_was_answered(window: Open) -> None:
    """Within the page, and from the page of the answer."""
    page = window()
    page.goto(f"/?as_of={real.DAY}")
    put = []
    for _ in range(3):
        put.append(asked(page))
        answer(page)
    real.press(page, f"form[action='/decision'] {real.SEND}")
    page.go_back()
    page.locator(f"[value='again:{put[2]}']").wait_for()
    loaded = loads(page)
    for before in (put[2], put[1]):
        now = asked(page)
        page.go_back()
        page.wait_for_function(OTHER, arg=now)
        assert asked(page) == before
    page.go_forward()
    page.wait_for_function(OTHER, arg=put[1])
    page.go_back()
    page.wait_for_function(OTHER, arg=put[2])
    page.click(UNKNOWN)
    page.wait_for_function(OTHER, arg=put[1])
    assert loaded == []
    assert page.locator(f"[value='again:{put[0]}']").count() == 1
    assert page.locator(f"[value='again:{put[1]}']").count() == 1
    assert page.locator(f"[value='again:{put[2]}']").count() == 0


def test_two_windows_of_one_browser_keep_their_answers_apart(window: Open) -> None:
    one = window()
    other = one.context.new_page()
    real.with_profile(one)
    other.goto(f"/?as_of={real.DAY}")
    answer(other)
    held = one.locator("[value^='again:']").count()
    assert held > 10
    assert other.locator("[value^='again:']").count() == 1
    real.press(other, "header .language button")
    one.locator("[value^='again:']").first.click()
    one.wait_for_function("held => document.querySelectorAll('[value^=\"again:\"]').length < held", arg=held)
    assert "What is known so far" in one.inner_text("#so-far")
    real.press(one, "form[action='/decision'] button[formaction='/form']")
    assert one.get_attribute("html", "lang") == "fr"
    assert one.locator(".record").count() > 0
    assert other.locator("[value^='again:']").count() == 1


def test_what_is_wrong_with_a_change_follows_each_pause_in_typing(window: Open) -> None:
    """In the text at its line, in a table beside its cell; and what the change does is shown without a button."""
    page = window()
    page.goto("/change?topic=funds/required&day=2027-01-01")
    editor = page.get_by_role("textbox", name="funds/required/2027-01-01.yaml")
    editor.press("Control+End")
    page.keyboard.insert_text("  funds.more: {label: {fr: x, en: x}, source: table, type: money, sum: [funds.nothing]}")
    page.locator("#findings li[data-line='42']").wait_for()
    page.locator(".cm-lintRange-error").last.wait_for()
    assert "funds.nothing" in page.input_value("#text")
    for _ in range(len("nothing]}")):
        editor.press("Backspace")
    editor.press_sequentially("r")
    page.get_by_role("option", name="funds.required").wait_for()
    editor.press("Escape")
    page.keyboard.insert_text("equired]}")
    real.press(page, "button[value=grid]")
    page.fill("[id='cell.0.1.1']", "word")
    page.locator("[id='cell.0.1.1.wrong']").wait_for()
    assert page.evaluate(f"{FOCUSED}.value") == "word"
    page.fill("[id='cell.0.1.1']", "19002")
    real.press(page, real.SEND)
    assert "$19,001 → $19,002" in page.inner_text("#effect-difference .reasons")


def test_a_change_is_drafted_without_scripts(window: Open) -> None:
    page = window("fr", java_script_enabled=False)
    page.goto("/change?topic=funds/required&day=2027-01-01")
    page.fill("#text", page.input_value("#text").replace("15263", "15264"))
    real.press(page, "button[value=grid]")
    assert page.input_value("[id='cell.0.0.1']") == "15264"
    page.fill("[id='new.0.0']", "8")
    page.fill("[id='new.0.1']", "44505")
    real.press(page, "button[value=add]")
    real.press(page, "button[value=difference]")
    assert "44 505 $" in page.inner_text("#effect-difference .reasons").replace("\xa0", " ")


def test_a_figure_changed_in_a_table_is_a_patch_that_git_takes(window: Open, tmp_path: Path) -> None:
    page = window("fr")
    real.PAGES["change-tried"](page)
    page.fill("[name='cell.0.0.1']", "15501")
    with page.expect_download() as download:
        page.click("button[value=patch]")
    book = tmp_path / "book"
    shutil.copytree(RULES, book / "rulesets")
    subprocess.run(["git", "init", "-q", book], check=True)
    subprocess.run(["git", "apply", "--directory=rulesets", download.value.path()], cwd=book, check=True)
    made = (book / "rulesets" / real.TOPIC / f"{real.FROM}.yaml").read_text(encoding="utf-8")
    assert "15501" in made
    assert "15500" not in made
