import index.library
import index.ranking
import qa.quoting
from corpus import Passage
from eval.ablation import SHOWN, ablated
from eval.measures import measured
from eval.questions import Question
from eval.running import outcomes


def question(articles, text, words):
    article = next(article for article in articles if words in article.text)
    start = article.text.index(words)
    return Question(text, text, True, (Passage(article, start, start + len(words)),))


def test_each_part_is_taken_out_once_and_put_back(fake, articles):
    from index import Index

    built = Index.build(articles, encoder=fake)
    asked = [
        question(articles, "What eases sore knees?", "Walking eases sore knees"),
        Question("far", "Who won the cup?", False, (), True),
    ]
    before = (index.library.WEIGHTS, index.ranking.features, qa.quoting.NEARLY)
    rows = list(ablated(built, asked, articles))
    assert before == (index.library.WEIGHTS, index.ranking.features, qa.quoting.NEARLY)
    whole = measured(list(outcomes(built, asked)), articles)
    assert rows[0].measures == {name: whole[name] for name in SHOWN}
    assert len({row.part for row in rows}) == len(rows) >= 12


def test_what_is_taken_out_is_gone(fake, articles, monkeypatch):
    from index import Index

    seen = []
    whole = index.ranking.ranked

    def ranked(query, rows, *readers):
        seen.append(index.ranking.features(query, rows[0]).any(axis=0).tolist())
        return whole(query, rows, *readers)

    monkeypatch.setattr(index.library, "ranked", ranked)
    built = Index.build(articles, encoder=fake)
    list(ablated(built, [question(articles, "What eases knees?", "Walking eases")], articles))
    assert any(present[0] for present in seen)
    assert any(not present[0] and present[1] for present in seen)
