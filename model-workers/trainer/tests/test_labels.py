from sluice_trainer.labels import BEGIN, IGNORE, INSIDE, OUT, align, names_of, tag_names

KINDS = {"total": "price", "company": "name", "parties": "name*", "governing_law": "name"}


def normalise(kind, text):
    """A stand-in for the grader's normaliser: prices as numbers."""
    try:
        return float(str(text).lstrip("RM$ "))
    except ValueError:
        return None


def test_the_occurrence_with_the_cue_is_the_value_and_others_are_ignored():
    words = "CASH 5.00 SUBTOTAL 5.00 TOTAL 5.00".split()
    boxes = [(1, 100 * (i % 2), 20 * (i // 2), 100 * (i % 2) + 50, 20 * (i // 2) + 10) for i in range(6)]
    states = align(words, boxes, {"total": "5.00"}, KINDS, normalise)["total"]
    assert states[5] == BEGIN and states[1] == states[3] == IGNORE


def test_names_match_by_their_letters_over_several_words():
    states = align("Shop A.B. Cafe, Sdn Bhd Tel".split(), None, {"company": "AB CAFE SDN. BHD."}, KINDS, normalise)["company"]
    assert states == [OUT, BEGIN, INSIDE, INSIDE, INSIDE, OUT]


def test_a_misread_name_is_found_only_where_misreading_is_expected():
    words = "KEDA1 CONTOH SDN BHD".split()
    assert "company" not in align(words, None, {"company": "KEDAI CONTOH SDN BHD"}, KINDS, normalise)
    assert align(words, None, {"company": "KEDAI CONTOH SDN BHD"}, KINDS, normalise, fuzzy=True)["company"][0] == BEGIN


def test_a_value_that_is_not_there_teaches_nothing_and_an_absent_one_teaches_absence():
    assert "total" not in align(["7.00"], None, {"total": "5.00"}, KINDS, normalise)
    assert align(["7.00"], None, {"total": None}, KINDS, normalise)["total"] == [OUT]


def test_the_brackets_around_contract_parties_go():
    assert names_of('Alpha, Inc. ("Seller"); Beta LLC (each a "Party")') == ["Alpha, Inc", "Beta LLC"]


def test_classes_share_tags_and_every_tag_is_listed_once():
    schema = {"contract": {"parties": "name*", "governing_law": "name"}, "nda": {"party": "name*", "jurisdiction": "name"}, "email": {"to": "text"}}
    assert tag_names(schema) == ["parties", "governing_law", "term"]
