"""故事集 · sixty-odd requests of three weeks, from solved ones to those that wait for somebody right now."""

from demo.stories import ended, hard, lately, solved, today

STORIES = (*solved.STORIES, *hard.STORIES, *ended.STORIES, *lately.STORIES, *today.STORIES)
