"""Everything that is checked about the ledger, in one report."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from geo_app.chain import chained_models
from geo_app.chain_check import Verdict, verify
from geo_app.ledger.anchors import Anchor, strangers
from geo_app.ledger.clock import moment_ahead
from geo_app.ledger.guards import missing_guards
from geo_app.ledger.journal_check import Comparison, compare


@dataclass(frozen=True)
class Report:
    """What a check of the whole ledger has shown."""

    chains: list[Verdict]
    comparison: Comparison
    missing_guards: list[str]
    # How many anchors there were, and those that are not in the journal.
    anchors: int
    strangers: list[Anchor]
    # The last moment in the ledger where it lies ahead of the clock.
    ahead: datetime | None

    @property
    def whole(self) -> bool:
        """Whether nothing was changed behind the application; the clock is no such change."""
        chains = all(each.whole for each in self.chains)
        return chains and not (self.comparison.count or self.missing_guards or self.strangers)

    @property
    def rows(self) -> int:
        return sum(each.checked for each in self.chains)


def check(session: Session, anchors: Iterable[Anchor] = ()) -> Report:
    """Check chains, journal, audit, guards and anchors in a session that reads one snapshot."""
    noted = list(anchors)
    return Report(
        chains=[verify(session, model) for model in chained_models()],
        comparison=compare(session),
        missing_guards=missing_guards(session.connection()),
        anchors=len(noted),
        strangers=strangers(session, noted),
        ahead=moment_ahead(session),
    )
