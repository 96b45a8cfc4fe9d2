"""What a book of rules says of a candidate and of the rows of a table, on a day and through time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ronde.api import arguments
from ronde.api.arguments import Date, SupportsArrow
from ronde.api.deciding import decided
from ronde.api.decision import Decision, Explanation
from ronde.api.errors import FactError, QuestionError, error, refusals_as, translated
from ronde.api.opened import Opened
from ronde.api.profile import Profile
from ronde.explain.evaluation import headlines
from ronde.explain.why import fact_asked
from ronde.messages.diagnostics import ValidationError

if TYPE_CHECKING:
    import pyarrow as pa

    from ronde.api.questions import Questions
    from ronde.api.reach import Reach
    from ronde.api.rounds import Invitations, ProfileHistory, TimeAhead
    from ronde.api.standing import PoolStanding


class Answering:
    """The part of an open book that answers for candidates."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def evaluate(self, profile: Profile, *, as_of: Date | None = None, known_on: Date | None = None) -> Decision:
        """What the rules in force on a day (today, if none is given) say of a candidate.

        With `known_on` only rules count that were published by that day.
        Errors: ProfileError, QuestionError, BookError.
        """
        made, today = decided(self._opened, profile, as_of, known_on)
        if not headlines(made):
            raise translated(QuestionError, ValidationError(made.absent))
        return Decision(made, today=today)

    def why(
        self,
        profile: Profile,
        fact: str,
        *,
        as_of: Date | None = None,
        known_on: Date | None = None,
        lang: str = "en",
    ) -> Explanation:
        """The reasons for one fact of a candidate, also on a day on which no main answer is defined. The fact is meant
        by its name, or by words of its label, in English or French, if no other is called so; one of a record by the
        position in the list from 0, as in `jobs[1].paid`.

        Errors: FactError for a fact that no rule defines, or words that mean several; ProfileError, QuestionError,
        BookError.
        """
        told = arguments.language(lang)
        made, today = decided(self._opened, profile, as_of, known_on)
        with refusals_as(FactError):
            name = fact_asked(made, str(fact))
        return Explanation(made, name, told, today=today)

    def questions(
        self, profile: Profile, *, as_of: Date | None = None, facts: str | Iterable[str] | None = None
    ) -> Questions:
        """The questions whose answers can still change some facts (the main answers, if none is named) of a candidate
        on a day (today, if none is given), the one to put next first. None is left once nothing can change them.

        What is null in the profile was asked, is not known, and is not asked again. Errors: ProfileError,
        QuestionError, BookError.
        """
        from ronde.api.questions import questions_for

        return questions_for(self._opened, profile, as_of, facts)

    def answered(self, profile: Profile, name: str, answer: object, *, as_of: Date | None = None) -> dict[str, Any]:
        """A profile with one answer more, at the `name` of a question: a value as profiles write it, or what a person
        typed in either language (“oui”, “1 250,50”). None, or an empty text, is not known. Of a list the answer is how
        many records it has. The profile that was given stays as it is.

        Errors: ProfileError, also if the rules refuse the answer; QuestionError, BookError.
        """
        from ronde.api.questions import profile_answered

        return profile_answered(self._opened, profile, name, answer, as_of)

    def reach(self, profile: Profile, fact: str, value: object = None, *, as_of: Date | None = None) -> Reach:
        """The nearest changes after which a fact of a candidate has a value on a day (today, if none is given): that
        or more, for a number; true, if none is named. They are among those that the book says a person can make, no
        set of them has a needless one, and each was evaluated.

        Errors: FactError, ProfileError, QuestionError (also for a book without `moves`), BookError.
        """
        from ronde.api.reach import reached

        return reached(self._opened, profile, fact, value, as_of)

    def evaluate_table(
        self,
        table: SupportsArrow,
        *,
        as_of: Date | None = None,
        as_of_column: str | None = None,
        known_on: Date | None = None,
        known_on_column: str | None = None,
        facts: str | Iterable[str] | None = None,
        keep: str | Iterable[str] = (),
        ignore: str | Iterable[str] = (),
        bounds: bool = False,
        cautions: bool = False,
        errors: str = "raise",
        lang: str = "en",
    ) -> pa.Table:
        """The answers for the rows of a table of pyarrow, pandas or polars, each row a candidate, each column a fact.

        The table of pyarrow that comes back has a row for each row, in the same order: the columns of dates, those to
        `keep`, then one for each of the `facts` (the main answers, if none is named); null is not known. With `bounds`
        each number or date has two more columns, `fact.low` and `fact.high`; with `cautions` each row has the codes of
        what it carries. All rows are evaluated on one day (today, if none is given) or each on that of a column.

        A row that cannot be answered is a ProfileError; with `errors="coerce"` its answers are null, and the last
        column, `rejected`, says why in the language `lang`. Errors: also QuestionError; BookError.
        """
        try:
            from ronde.api.question import query_of
            from ronde.api.table import evaluate_table
        except ImportError:
            raise error(QuestionError, "pool-extra", "evaluate_table") from None
        question = query_of(
            as_of=as_of,
            as_of_column=as_of_column,
            known_on=known_on,
            known_on_column=known_on_column,
            facts=facts,
            keep=keep,
            ignore=ignore,
            bounds=bounds,
            cautions=cautions,
            lang=lang,
        )
        coerce = arguments.choice(errors, ("raise", "coerce"), "errors") == "coerce"
        return evaluate_table(self._opened, question, table, coerce=coerce)

    def history(
        self,
        profile: Profile,
        *,
        since: Date | None = None,
        until: Date | None = None,
        facts: str | Iterable[str] | None = None,
    ) -> ProfileHistory:
        """Every day on which some facts (the main answers, if none is named) changed for a profile that does not, from
        one day (the first of the book) to another (today). It runs on the reference, day by day.

        Errors: ProfileError, QuestionError, BookError.
        """
        from ronde.api.rounds import profile_history

        return profile_history(self._opened, profile, (since, until), facts)

    def ahead(
        self,
        profile: Profile,
        *,
        until: Date,
        as_of: Date | None = None,
        facts: str | Iterable[str] | None = None,
    ) -> TimeAhead:
        """Every day from one (today, if none is given) to another on which time alone changes some facts (the main
        answers, if none is named): a birthday, a test that expires, a year of work that is reached.

        The rules are those of the first day, and the profile stays as it is: a job without an end goes on. Errors:
        ProfileError, QuestionError, BookError.
        """
        from ronde.api.rounds import time_ahead

        return time_ahead(self._opened, profile, (as_of, until), facts)

    def invited(
        self,
        profile: Profile,
        *,
        since: Date | None = None,
        until: Date | None = None,
        types: str | Iterable[str] | None = None,
    ) -> Invitations:
        """What came of the rounds of some types (all, if none is named) for a profile, between two days.

        Without a first day these are the rounds since the profile was submitted, if it says when. It runs on the
        reference.

        Errors: ProfileError, QuestionError (also for a book without rounds), BookError.
        """
        from ronde.api.rounds import invitations

        return invitations(self._opened, profile, (since, until), types)

    def standing(self, profile: Profile, *, as_of: Date | None = None) -> PoolStanding:
        """Where the score of a candidate stood in the last pool published by a day (today, if none is given).

        Errors: ProfileError, QuestionError (also if the score is not known, or no pool was published by then),
        BookError.
        """
        from ronde.api.standing import standing_in_pool

        return standing_in_pool(self._opened, profile, as_of)
