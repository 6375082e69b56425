import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from pmdesk.domain.library import Filter, Hit
from pmdesk.domain.terms import Severity
from pmdesk.itemmodels.library import PAGE, LibraryModel
from tests.views.fake_library import FakeLibrary, entry


@pytest.fixture
def model(qapp):
    library = FakeLibrary(entries=[entry(n, f"Number {n}") for n in range(PAGE * 2 + 7)])
    return LibraryModel(library)


def test_the_model_keeps_the_rules_of_item_models(qapp):
    # The tester fetches by itself while it checks, so it watches a library of one page.
    model = LibraryModel(FakeLibrary())
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.browse(Filter())
    model.show_hits([Hit(entry(1, "One"))])
    model.show_hits([])
    model.browse(Filter())
    assert model.rowCount() == len(FakeLibrary().entries)
    assert tester.model() is model


def test_a_long_library_is_read_page_by_page_without_gaps_or_repeats(model):
    model.browse(Filter())
    assert model.rowCount() == PAGE
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    ids = [model.hit(row).entry.id for row in range(model.rowCount())]
    assert ids == [f"id{n}" for n in range(PAGE * 2 + 7)]


def test_hits_of_a_search_have_no_further_pages(model):
    model.browse(Filter())
    model.show_hits([Hit(entry(3, "Three"), "a b", ((0, 1),))])
    assert model.rowCount() == 1
    assert not model.canFetchMore(QModelIndex())


def test_a_filter_that_nothing_passes_gives_an_empty_list(model):
    model.browse(Filter(severity=Severity.SEV1))
    assert model.rowCount() == 0
    assert not model.has_more


def test_a_screen_reader_hears_what_the_row_shows(qapp):
    model = LibraryModel(FakeLibrary())
    model.browse(Filter())
    spoken = model.data(model.index(1), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == (
        "Token issuer outage in one region, SEV-1, Published, 2 open, 1 overdue, 2 Nov 2026"
    )
