"""One sentence as the rules see it: words with their readings, classes and phrases."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from extractors import language as languages
from extractors.fold import fold
from extractors.inflect import Clitics, Form
from extractors.lexicon import EVENT_KINDS, Lexicon, Phrase, Reading, classes
from extractors.small_words import small

UNNAMED = "force"  # the actor of "the army", "a militia": an armed force that the text does not name
_ISLAMIC_STATE, _AS_LISTED = "IS", "isis"  # a group that the tables have by its longer name
_PHRASE_FORM = Form("", "n", "?")
_AND_PREFIX = tuple(small("and_prefix"))
_TO_PREFIX, _TO_THE_PREFIX = small("to_prefix"), small("to_the_prefix")
_JOINED_PREFIXES = small("and_prefix") | small("so_prefix")
_DISPLACERS, _ARTICLES = small("displacer"), small("article")
_PERSON_PLURALS = tuple(small("english_person_plural"))


class Token:
    """One word or mark. start, end are offsets into the text; phrase_end is the last word of a phrase it begins."""

    __slots__ = (
        "i",
        "text",
        "norm",
        "start",
        "end",
        "entry",
        "readings",
        "tags",
        "bases",
        "phrase_end",
        "inside",
        "actor",
        "taken",
    )

    def __init__(self, i: int, text: str, start: int, end: int, lexicon: Lexicon) -> None:
        self.i, self.text, self.start, self.end = i, text, start, end
        self.norm = fold(text)
        self.entry = lexicon.entry(self.norm, text)
        self.readings, self.bases, self.tags = self.entry.readings, self.entry.bases, self.entry.tags
        self.phrase_end = i
        self.inside = False
        self.actor: str | None = None
        self.taken: tuple[int, ...] = ()

    def read_acronym(self, lexicon: Lexicon) -> None:
        """ "IS" in capitals is the group, not the verb."""
        if self.text == _ISLAMIC_STATE:
            self.norm = _AS_LISTED
            self.entry = lexicon.entry(self.norm, self.text)
            self.readings, self.bases, self.tags = self.entry.readings, self.entry.bases, self.entry.tags

    def has(self, *tags: str) -> bool:
        """True where the word has one of these classes."""
        return not self.tags.isdisjoint(tags)

    def is_person(self) -> bool:
        """True where the word can be the noun of a people phrase."""
        if self.inside or self.has("nothing"):
            return False
        return self.has("person") or any(
            r.kind == "victim" and r.word.category == "civilian_harm" for r in self.readings
        )

    def begins_with_and(self) -> bool:
        """True where the word begins with the letter that is "and", whether it means it or not."""
        return self.norm.startswith(_AND_PREFIX)

    def suffixed(self) -> bool:
        """True where a reading ends in a pronoun ("their homes")."""
        return any(r.clitics.suffix for r in self.readings)

    def reading_of(self, word_id: str) -> tuple[Reading | None, bool]:
        """(a reading of that word, whether it is used as a verb): after a preposition it is a noun."""
        mine = [r for r in self.readings if r.word.id == word_id]
        verb = next((r for r in mine if r.form.pos == "v"), None)
        noun = next((r for r in mine if r.form.pos != "v"), None)
        if verb and noun and (noun.clitics.prep or noun.clitics.article):
            return noun, False
        return (verb, True) if verb else (noun, False)

    def prefix(self) -> Clitics:
        """The clitics of its first reading, or none."""
        return self.readings[0].clitics if self.readings else Clitics()


class Sentence:
    """Offsets, words and paragraph number of one sentence of the text."""

    __slots__ = ("text", "start", "end", "tokens", "language", "number", "line", "in_title")

    def __init__(
        self, text: str, start: int, end: int, language: str, number: int, line: int, lexicon: Lexicon
    ) -> None:
        self.text, self.start, self.end = text[start:end], start, end
        self.language, self.number, self.line, self.in_title = language, number, line, False
        self.tokens = [
            Token(i, self.text[a:b], start + a, start + b, lexicon)
            for i, (a, b) in enumerate(languages.words(self.text, language))
        ]
        if language == "en" and not self.text.isupper():
            for token in self.tokens:
                token.read_acronym(lexicon)
        _apply_phrases(self.tokens, lexicon)

    def span(self, first: int, last: int) -> str:
        """Words first..last as the text has them."""
        return self.text[self.tokens[first].start - self.start : self.tokens[last].end - self.start]


def has_pair(tokens: list[Token], pairs: frozenset[str]) -> bool:
    """True where two neighbouring words are one of the pairs ("another incident"), with or without their prefixes."""
    return any(f"{x} {y}" in pairs for one, nxt in pairwise(tokens) for x in one.bases for y in nxt.bases)


def times(tokens: list[Token]) -> set[str]:
    """The words of time among some words, without "and"."""
    return {min(t.bases, key=len) for t in tokens if t.has("time")}


def _matches(token: Token, option: str) -> bool:
    """True where a word is what a phrase asks for: that word, or with "@" a number, a force or a lexicon entry."""
    if not option.startswith("@"):
        return option in token.bases
    name = option[1:]
    if name == "number":
        return token.norm[:1].isdigit()
    if name == "group":
        return "group" in token.tags
    return any(r.word.id == name and (r.kind in EVENT_KINDS or r.kind in ("verb", "noun")) for r in token.readings)


def match_phrase(tokens: list[Token], i: int, phrase: Phrase) -> list[int] | None:
    """The word numbers that a phrase takes from i on (without its gaps), or None."""
    taken = [i]
    j = i + 1
    gap = 0
    for element in phrase.elements[1:]:
        if element[0].startswith("~") and element[0][1:].isdigit():
            gap = int(element[0][1:])
            continue
        found = next(
            (k for k in range(j, min(j + gap + 1, len(tokens))) if any(_matches(tokens[k], o) for o in element)), None
        )
        if found is None:
            return None
        if gap and (phrase.word.actor or "person" in phrase.word.tags) and any(map(_tells_deed, tokens[j:found])):
            return None  # "the *police* arrested an opposition *leader*", "*rebels* fired *rockets*"
        taken.append(found)
        j, gap = found + 1, 0
    return taken


def _tells_deed(token: Token) -> bool:
    """True for a number or an English verb of harm, arrest or firing, which stands inside no name of people."""
    if token.norm[:1].isdigit():
        return True  # "rebels trapped *12* members of a tribe"
    verbs = (r for r in token.readings if r.kind in ("act", "mid", "verb"))
    return token.norm.isascii() and "in_group" not in token.tags and any(r.form.pos == "v" for r in verbs)


def _apply_phrases(tokens: list[Token], lexicon: Lexicon) -> None:
    """Phrases replace the readings of their words; names of groups only add to them."""
    for want_actor in (True, False):
        i = 0
        while i < len(tokens):
            best = _best_phrase(tokens, i, lexicon, want_actor)
            if best and want_actor:
                _add_group(tokens, *best)
            elif best:
                _replace(tokens, *best, lexicon)
            whole = best and (want_actor or "nothing" in best[0].word.tags)
            i = (best[1][-1] if whole else i) + 1


def _best_phrase(tokens: list[Token], i: int, lexicon: Lexicon, actor: bool) -> tuple[Phrase, list[int]] | None:
    """(phrase, its words) of the best phrase that begins at word i; actor: among names of groups, or among others."""
    if tokens[i].inside:
        return None
    best: tuple[Phrase, list[int]] | None = None
    for p in _phrases_of(tokens[i], lexicon, actor):
        if (p.word.actor is not None) != actor or "or_verb" in p.word.tags and _follows_subject(tokens, i):
            continue
        taken = match_phrase(tokens, i, p)
        if taken and (best is None or _rank(p, taken) > _rank(*best)):
            best = p, taken
    return best


def _follows_subject(tokens: list[Token], i: int) -> bool:
    """ "The *attack* displaced families", "*has* displaced people": a verb with its object, no displaced families."""
    before = tokens[i - 1] if i else None
    if before is None or before.norm in _ARTICLES:
        return False
    if before.inside:  # "*air strikes* displaced people"
        before = next((t for t in reversed(tokens[: i - 1]) if not t.inside), before)
    deed = before.has("attack", "clash") and any(r.form.pos == "n" for r in before.readings)
    return deed or before.norm in _DISPLACERS or before.has("group", "in_group")


def _phrases_of(token: Token, lexicon: Lexicon, actor: bool) -> list[Phrase]:
    """The phrases that may begin with a word, by its spelling, its lexicon entry or its being a force."""
    found = list(token.entry.groups if actor else token.entry.phrases)
    for r in token.readings:
        found += lexicon.phrases_by_id.get(r.word.id, ())
    if "group" in token.tags:
        found += lexicon.phrases_by_id.get("group", ())
    return found


def _rank(phrase: Phrase, taken: list[int]) -> tuple[bool, int, bool, bool, int]:
    """What makes one phrase better than another: it says that nothing happened, then more words, then a proper name."""
    named = phrase.word.actor not in (None, UNNAMED)
    return "nothing" in phrase.word.tags, len(taken), named, phrase.kind in EVENT_KINDS, -taken[-1]


def actor_in(readings: Iterable[Reading]) -> str | None:
    """The actor that a word names; one with a name of its own before "a force"."""
    actors = [r.word.actor for r in readings if r.word.actor]
    return next((a for a in actors if a != UNNAMED), actors[0] if actors else None)


def _add_group(tokens: list[Token], phrase: Phrase, taken: list[int]) -> None:
    """Mark the words of a force's name; an event that its first word tells stays one."""
    first = tokens[taken[0]]
    first.tags = first.tags | {"group"} | phrase.word.tags
    first.actor = phrase.word.actor
    if len(taken) > 1 and first.text[:1].isupper():  # a name: "Free Syrian Army" frees nobody
        first.readings = tuple(r for r in first.readings if r.kind not in EVENT_KINDS or r.word.subtype == "attack")
    if not any(r.kind in EVENT_KINDS for r in first.readings):
        first.phrase_end = max(first.phrase_end, taken[-1])
        first.tags = first.tags - {"person", "comb", "civ", "any", "populated"}
    for token in (tokens[k] for k in taken[1:]):  # "Turkish shelling of the village" is an attack as well
        token.readings = tuple(r for r in token.readings if r.kind == "strike" or r.kind == "verb" and not r.word.tags)
        token.tags = classes(token.readings) | {"in_group"} | token.tags & {"raid_word"}


def _replace(tokens: list[Token], phrase: Phrase, taken: list[int], lexicon: Lexicon) -> None:
    """Give the first word the one reading that the phrase is; the other words tell nothing of their own any more."""
    first = tokens[taken[0]]
    clitics = first.prefix() if first.readings else _clitics_of(first)
    form = _phrase_form(first, tokens[taken[-1]], phrase, lexicon)
    first.actor = first.actor or actor_in(first.readings)
    first.readings = (Reading(phrase.word, phrase.kind, form, clitics),)
    first.taken = tuple(taken)
    first.tags = classes(first.readings) | (first.tags & {"group"})
    first.phrase_end = max(first.phrase_end, taken[-1])
    inner = range(taken[0] + 1, taken[-1] + 1) if "nothing" in phrase.word.tags else taken[1:]
    counted = "counted" in phrase.word.tags  # "the arrival of *2,000 displaced*": its last word has a number of its own
    kept = {"group", "person", "civ", "displaced"} if counted else {"group"}
    for token in (tokens[k] for k in inner):
        token.actor = token.actor or actor_in(token.readings)
        token.tags = frozenset({"in_phrase"}) | (token.tags & kept)
        token.readings, token.inside = (), True


def _phrase_form(first: Token, last: Token, phrase: Phrase, lexicon: Lexicon) -> Form:
    """Number of a phrase: that of its person word, or of its last English word; a phrase of one person says so."""
    if phrase.kind == "single":
        return Form("", "n", "s")
    person = next((r.form for r in first.readings if "person" in r.word.tags), None)
    if person or phrase.kind != "noun" or lexicon.language != "en":
        return person or _PHRASE_FORM
    return Form("", "n", "p" if last.norm.endswith(_PERSON_PLURALS) else "s")


def _clitics_of(token: Token) -> Clitics:
    """The "and", "so" or "to" before a word that the lexicon knows without it."""
    conj = token.norm[:1] if token.norm[:1] in _JOINED_PREFIXES and token.norm[1:] in token.bases else ""
    rest = token.norm[len(conj) :]
    to = rest[:1] in _TO_PREFIX and (rest[1:] in token.bases or rest[:2] in _TO_THE_PREFIX)
    return Clitics(conj=conj, prep=rest[:1] if to else "")
