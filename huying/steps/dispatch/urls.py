"""交办的网址 · the dispatcher's queue, the claim board, its figures."""

from django.urls import path

from huying.steps.dispatch.board import pages as board
from huying.steps.dispatch.figures import pages as figures
from huying.steps.dispatch.queue import pages as queue

urlpatterns = [
    path("dispatch/", queue.queue, name="queue"),
    path("dispatch/send/", queue.send, name="queue_send"),
    path("dispatch/keep/", queue.keep, name="queue_keep"),
    path("board/", board.board, name="board"),
    path("board/cards/", board.cards, name="board_cards"),
    path("board/claim/", board.claim_here, name="board_claim"),
    path("board/figures/", figures.figures, name="board_figures"),
    path("board/figures/cases/", figures.cases, name="board_figures_cases"),
]
