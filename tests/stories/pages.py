"""A browser without a screen: pages as they came, their links and forms, filled in with the fields that they really show."""

from collections.abc import Iterable
from typing import Any

from django.test import Client
from lxml import html

Element = Any
TYPED = ("checkbox", "radio", "file", "submit", "button")


class Page:
    """What a browser got for an address."""

    def __init__(self, client: Client, answer: Any) -> None:
        self.client, self.status = client, answer.status_code
        self.address: str = answer.request["PATH_INFO"]
        self.tree: Element = html.fromstring(answer.content.decode())

    @property
    def words(self) -> str:
        """What can be read, on one line."""
        (body,) = self.tree.xpath("//body")
        return " ".join(" ".join(body.xpath(".//text()[not(ancestor::script)]")).split())

    def texts(self, part: str, tag: str = "") -> list[str]:
        """The words of each part of the page that is drawn so, or of a tag within it; in order."""
        within = f"//{tag}" if tag else ""
        found = self.tree.xpath(f"//*[contains(concat(' ', @class, ' '), ' {part} ')]{within}")
        return [" ".join(one.text_content().split()) for one in found]

    def has(self, address: str) -> bool:
        """Whether a link or a form leads there."""
        return bool(self.tree.xpath("//a[@href=$at] | //form[@action=$at]", at=address))

    def form(self, address: str) -> "Form":
        """The form that is sent there."""
        found = self.tree.xpath("//form[@action=$at]", at=address)
        assert found, f"{self.address} shows no form for {address}: {self.words[:600]}"
        return Form(self, found[0])

    def follow(self, address: str) -> "Page":
        """Touch the link that leads there; a link with a query counts as well."""
        found = [link.get("href") for link in self.tree.iter("a") if link.get("href", "").split("?")[0] == address]
        assert found, f"{self.address} shows no link to {address}: {self.words[:600]}"
        return got(self.client, self.client.get(found[0], follow=True))

    def press(self, label: str, holding: str) -> "Page":
        """Press the button with that label whose value holds these words; it has to be taken."""
        page = self.try_to_press(label, holding)
        assert page.status == 200, f"{label} {holding}: {page.status} {page.words[:900]}"
        return page

    def try_to_press(self, label: str, holding: str) -> "Page":
        """The same, whatever the answer is."""
        for button in self.tree.iter("button"):
            if label in button.text_content() and holding in button.get("value", ""):
                (form,) = self.tree.xpath("//form[@id=$id]", id=button.get("form"))
                sent = Form(self, form)
                sent.address = button.get("formaction") or sent.address
                return sent.try_to_send(button={button.get("name"): button.get("value")})
        raise AssertionError(f"{self.address} shows no button {label} for {holding}: {self.words[:600]}")


class Form:
    """What a form holds before anybody touches it; only what it shows can be filled in."""

    def __init__(self, page: Page, element: Element) -> None:
        self.page, self.address = page, element.get("action")
        self.filled: dict[str, list[Any]] = {}
        self.choices: dict[str, set[str]] = {}
        own = element.xpath(".//input | .//select | .//textarea")
        other = page.tree.xpath("//*[@form=$id][not(self::button)]", id=element.get("id") or "-")
        for field in (*own, *other):
            self._read(field)

    def send(self, *, button: dict[str, str] | None = None, **given: Any) -> Page:
        """Fill in, send, and go where it leads; it has to be taken."""
        page = self.try_to_send(button=button, **given)
        assert page.status == 200, f"{self.address}: {page.status} {page.words[:900]}"
        return page

    def try_to_send(self, *, button: dict[str, str] | None = None, **given: Any) -> Page:
        """The same, whatever the answer is."""
        for name, value in given.items():
            self._fill(name, value)
        client = self.page.client
        return got(client, client.post(self.address, {**self.filled, **(button or {})}, follow=True))

    def _fill(self, name: str, value: Any) -> None:
        assert name in self.filled, f"{self.address} asks for no {name}, only for {sorted(self.filled)}"
        values = list(value) if isinstance(value, (list, tuple)) else [value]
        chosen = self.choices.get(name)
        assert chosen is None or chosen >= set(values), f"{name} may be {chosen}, not {values}"
        self.filled[name] = values

    def _read(self, field: Element) -> None:
        name, kind = field.get("name"), field.get("type", "text")
        if not name or kind in ("submit", "button"):
            return
        self.filled.setdefault(name, [])
        if field.tag == "select":
            self._read_options(name, field.xpath(".//option"))
        elif field.tag == "textarea":
            self.filled[name].append(field.text or "")
        elif kind not in TYPED:
            self.filled[name].append(field.get("value", ""))
        elif kind != "file":
            self.choices.setdefault(name, set()).add(field.get("value", "on"))
            self.filled[name] += [field.get("value", "on")] if field.get("checked") is not None else []

    def _read_options(self, name: str, options: Iterable[Element]) -> None:
        values = [(option.get("value", option.text), option.get("selected") is not None) for option in options]
        self.choices[name] = {value for value, _chosen in values}
        self.filled[name] += [value for value, chosen in values if chosen] or [values[0][0]]


def got(client: Client, answer: Any) -> Page:
    """The page in that answer; the same browser goes on from there."""
    return Page(client, answer)
