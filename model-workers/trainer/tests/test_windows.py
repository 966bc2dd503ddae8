from sluice_trainer import windows

SMALL = windows.SETTINGS | {"maxTokens": 7, "overlapWords": 2, "firstWindows": 1, "lastWindows": 1, "maxWindows": 3}


def test_a_short_document_is_one_window():
    assert windows.cut([[1], [2, 3]], SMALL) == [(0, 2)]


def test_no_words_make_no_window():
    assert windows.cut([], SMALL) == []


def test_windows_overlap_and_cover_every_word():
    spans = windows.cut([[1]] * 12, SMALL)
    assert spans == [(0, 5), (3, 8), (6, 11), (9, 12)]


def test_a_window_of_one_long_word_still_moves_on():
    assert windows.cut([[1] * 5] * 3, SMALL) == [(0, 1), (1, 2), (2, 3)]


def test_of_a_long_document_the_window_with_cue_words_is_read():
    words = ["filler"] * 20
    words[13] = "Governed,"
    spans = windows.cut([[1]] * 20, SMALL)
    chosen = windows.select(spans, words, SMALL)
    assert chosen[0] == 0 and chosen[-1] == len(spans) - 1 and len(chosen) == 3
    assert spans[chosen[1]][0] <= 13 < spans[chosen[1]][1]


def test_of_equal_scores_the_earlier_window_is_read():
    spans = windows.cut([[1]] * 30, SMALL)
    assert windows.select(spans, ["x"] * 30, SMALL) == [0, 1, len(spans) - 1]


def test_boxes_are_thousandths_of_their_page_and_zero_without_one():
    doc = {"pages": [{"number": 2, "width": 500, "height": 1000}],
           "words": [{"t": "a", "p": 2, "b": [50, 100, 600, 110.4]}, {"t": "b", "p": 0, "b": None}, {"t": "c", "p": 9, "b": [1, 1, 2, 2]}]}
    assert windows.boxes(doc) == [(100, 100, 1000, 110), (0, 0, 0, 0), (0, 0, 0, 0)]


def test_a_word_without_tokens_is_unknown_and_a_long_one_is_cut():
    assert windows.word_tokens(["", "long"], lambda w: list(range(40)) if w else [])[0] == [windows.UNK]
    assert len(windows.word_tokens(["long"], lambda w: list(range(40)))[0]) == 16
